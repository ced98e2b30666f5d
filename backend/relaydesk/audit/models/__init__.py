"""Tables of `audit`."""

from relaydesk.audit.models.errands import Check, Export, Retention
from relaydesk.audit.models.seal import Seal

__all__ = ["Check", "Export", "Retention", "Seal"]
