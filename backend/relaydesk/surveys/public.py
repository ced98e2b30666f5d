"""The door of `surveys`."""

from relaydesk.surveys.contracts import SurveyView
from relaydesk.surveys.queries import surveys


def survey_of(ticket_id: int) -> SurveyView | None:
    """The latest survey of a ticket with the address of its page, whoever asks."""
    return surveys.survey_of(ticket_id)
