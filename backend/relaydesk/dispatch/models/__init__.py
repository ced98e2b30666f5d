"""Tables of `dispatch`."""

from relaydesk.dispatch.models.decision import AgentDuty, BacklogEntry, Decision

__all__ = ["AgentDuty", "BacklogEntry", "Decision"]
