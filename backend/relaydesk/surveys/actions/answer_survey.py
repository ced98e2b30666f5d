"""Take the requester's answer, or the change of one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import contact_actor
from relaydesk.people import public as people
from relaydesk.platform import events
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken
from relaydesk.surveys.events import SurveyAnswered
from relaydesk.surveys.models import Survey
from relaydesk.surveys.rules.asking import MAX_COMMENT, SCORES, may_answer
from relaydesk.tickets import public as tickets
from relaydesk.tickets.events import subject_of


@transaction.atomic
def answer_survey(*, survey_id: UUID, score: int, comment: str, at: datetime) -> None:
    """Store score and comment; the same answer again records nothing.

    Raises:
        NotFound: no such survey.
        Invalid: the score is not 1 to 5, or the comment longer than 2,000 characters.
        RuleBroken: "survey_closed" when it can no longer be answered or changed.
    """
    if score not in SCORES:
        raise Invalid.field("score", "out_of_range", "1 to 5")
    comment = comment.replace("\0", "").replace("\r\n", "\n").strip()
    if len(comment) > MAX_COMMENT:
        raise Invalid.field("comment", "too_long", f"at most {MAX_COMMENT} characters")
    row = Survey.objects.select_for_update().filter(id=survey_id).first()
    if row is None:
        raise NotFound
    if not may_answer(expires_at=row.expires_at, answered_at=row.answered_at, at=at):
        raise RuleBroken("survey_closed", "This survey can no longer be answered.")
    if (row.score, row.comment) == (score, comment):
        return
    previous = row.score
    row.score, row.comment, row.changed_at = score, comment, at
    row.answered_at = row.answered_at or at
    row.save(update_fields=["score", "comment", "changed_at", "answered_at"])
    ticket = tickets.ticket(row.ticket_id)
    contact = people.contact(row.contact_id)
    fact = SurveyAnswered(
        ticket_id=row.ticket_id,
        number=ticket.number if ticket else "",
        survey_id=row.id,
        score=score,
        previous_score=previous,
        commented=bool(comment),
    )
    actor = contact_actor(row.contact_id, contact.name if contact else "")
    events.record(fact, actor=actor.ref, subject=subject_of(row.ticket_id), at=at)
