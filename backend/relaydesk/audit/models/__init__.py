"""Tables of `audit`."""

from relaydesk.audit.models.errands import Check, Retention
from relaydesk.audit.models.seal import Seal

__all__ = ["Check", "Retention", "Seal"]
