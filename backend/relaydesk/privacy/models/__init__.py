"""Tables of `privacy`."""

from relaydesk.privacy.models.policy import KindPolicy
from relaydesk.privacy.models.reveal import Reveal

__all__ = ["KindPolicy", "Reveal"]
