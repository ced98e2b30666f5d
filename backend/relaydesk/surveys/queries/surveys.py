"""Reading surveys."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings

from relaydesk.platform.clock import now
from relaydesk.platform.secrets import sign, verify
from relaydesk.platform.sql import hot_cursor, is_one_of
from relaydesk.surveys.contracts import SurveyView
from relaydesk.surveys.models import Survey
from relaydesk.surveys.rules import asking, tokens
from relaydesk.tickets.contracts import SatisfactionView

_SATISFACTION = """
SELECT DISTINCT ON (ticket_id) ticket_id, score, comment, answered_at FROM surveys_survey
WHERE {} AND score IS NOT NULL AND answered_at IS NOT NULL
ORDER BY ticket_id, sent_at DESC
"""

_SCORE = """
SELECT count(*), avg(s.score)::float FROM surveys_survey s JOIN tickets_ticket t ON t.id = s.ticket_id
WHERE s.answered_at >= %s AND t.team_id = %s AND t.deleted_at IS NULL
"""


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


def score_of_team(team_id: UUID, since: datetime) -> tuple[int, float | None]:
    """How many answered about a team's tickets since then, and how well: along the index of answers."""
    with hot_cursor() as cursor:
        cursor.execute(_SCORE, [since, team_id])
        answers, average = cursor.fetchone()
        return answers, average


def by_token(token: str) -> Survey | None:
    """The survey that a link opens, or None when the link is not ours, or too old: both look the same."""
    survey_id = tokens.read_token(token, verify=verify)
    row = None if survey_id is None else Survey.objects.filter(id=survey_id).first()
    if row is None or not asking.may_see(expires_at=row.expires_at, answered_at=row.answered_at, at=now()):
        return None
    return row


def satisfaction(ticket_ids: Collection[int]) -> Mapping[int, SatisfactionView]:
    """The section "satisfaction": the latest answer for each ticket, by one statement."""
    condition, given = is_one_of("ticket_id", ticket_ids, "bigint")
    with hot_cursor() as cursor:
        cursor.execute(_SATISFACTION.format(condition), [given])
        return {
            ticket_id: SatisfactionView(score=score, comment=comment or None, answered_at=answered_at)
            for ticket_id, score, comment, answered_at in cursor.fetchall()
        }
