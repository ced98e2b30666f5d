"""Reading surveys."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.conf import settings

from relaydesk.platform.clock import now
from relaydesk.platform.secrets import sign, verify
from relaydesk.surveys.contracts import SurveyView
from relaydesk.surveys.models import Survey
from relaydesk.surveys.rules import asking, tokens
from relaydesk.tickets.contracts import SatisfactionView


def survey_url(survey_id: UUID) -> str:
    """The address of the page where a survey is answered."""
    return f"{settings.PUBLIC_URL}/survey/{tokens.write_token(survey_id, sign=sign)}"


def survey_of(ticket_id: int) -> SurveyView | None:
    """The latest survey of a ticket."""
    row = Survey.objects.filter(ticket_id=ticket_id).order_by("-sent_at").first()
    if row is None:
        return None
    open_still = asking.may_see(expires_at=row.expires_at, answered_at=row.answered_at, at=now())
    return SurveyView(
        id=row.id,
        ticket_id=ticket_id,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        score=row.score,
        comment=row.comment or None,
        answered_at=row.answered_at,
        url=survey_url(row.id) if open_still else None,
    )


def by_token(token: str) -> Survey | None:
    """The survey that a link opens, or None when the link is not ours, or too old: both look the same."""
    survey_id = tokens.read_token(token, verify=verify)
    row = None if survey_id is None else Survey.objects.filter(id=survey_id).first()
    if row is None or not asking.may_see(expires_at=row.expires_at, answered_at=row.answered_at, at=now()):
        return None
    return row


def satisfaction(ticket_ids: Collection[int]) -> Mapping[int, SatisfactionView]:
    """The section "satisfaction": the latest answer for each ticket, by one statement."""
    rows = (
        Survey.objects.filter(ticket_id__in=list(ticket_ids), score__isnull=False)
        .order_by("ticket_id", "-sent_at")
        .distinct("ticket_id")
        .values_list("ticket_id", "score", "comment", "answered_at")
    )
    return {
        ticket_id: SatisfactionView(score=score, comment=comment or None, answered_at=answered_at)
        for ticket_id, score, comment, answered_at in rows
        if score is not None and answered_at is not None
    }
