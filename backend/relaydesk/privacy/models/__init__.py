"""Tables of `privacy`."""

from relaydesk.privacy.models.policy import KindPolicy

__all__ = ["KindPolicy"]
