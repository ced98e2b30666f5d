"""What other modules may know of surveys."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A survey 满意度调查. `url` is the page where it is answered, None once it can no longer be answered."""

    id: UUID
    ticket_id: int
    sent_at: datetime
    expires_at: datetime
    score: int | None
    comment: str | None
    answered_at: datetime | None
    url: str | None
