"""Facts that `surveys` publishes. The subject is `ticket:<id>`."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveySent(Event):
    """The requester was asked how satisfied he is."""

    name: ClassVar[str] = "surveys.survey.sent"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    survey_id: UUID


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event):
    """The requester answered, or changed his answer: score 1 (bad) to 5."""

    name: ClassVar[str] = "surveys.survey.answered"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    survey_id: UUID
    score: int
    previous_score: int | None
    commented: bool
