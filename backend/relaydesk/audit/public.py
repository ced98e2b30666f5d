"""What the command line may ask of audit; no module lies above it."""

from relaydesk.audit.queries.head import head
from relaydesk.audit.queries.integrity import verify

__all__ = ["head", "verify"]
