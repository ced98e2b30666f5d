"""The door of `surveys`."""

from datetime import datetime
from uuid import UUID

from relaydesk.surveys.contracts import SurveyView
from relaydesk.surveys.queries import surveys


def survey_of(ticket_id: int) -> SurveyView | None:
    """The latest survey of a ticket with the address of its page, whoever asks."""
    return surveys.survey_of(ticket_id)


def score_of_team(team_id: UUID, since: datetime) -> tuple[int, float | None]:
    """How many surveys about a team's tickets were answered since then, and their mean score of 1 to 5."""
    return surveys.score_of_team(team_id, since)
