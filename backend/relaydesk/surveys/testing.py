"""Builders for the tests of other modules."""

from datetime import datetime, timedelta
from uuid import UUID

from relaydesk.surveys.actions.answer_survey import answer_survey
from relaydesk.surveys.models import Survey


def make_answer(*, ticket_id: int, requester_id: UUID, score: int, at: datetime) -> None:
    """Let a requester answer a survey that was sent to him."""
    survey = Survey.objects.create(
        ticket_id=ticket_id,
        contact_id=requester_id,
        locale="zh",
        sent_at=at,
        expires_at=at + timedelta(days=1),
    )
    answer_survey(survey_id=survey.id, score=score, comment="", at=at)
