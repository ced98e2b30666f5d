"""Tables of `surveys`."""

from relaydesk.surveys.models.survey import Survey

__all__ = ["Survey"]
