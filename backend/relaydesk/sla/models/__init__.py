"""Tables of `sla`."""

from relaydesk.sla.models.stopwatch import Policy, Stopwatch

__all__ = ["Policy", "Stopwatch"]
