"""What workers do for dispatch."""

from uuid import UUID

import structlog

from relaydesk.dispatch.actions.dispatch_ticket import ACTOR
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Problem
from relaydesk.platform.jobs import job
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AssignReason

AT_ONCE = 50
log = structlog.get_logger(__name__)


@job("dispatch.give_back", lane="default", attempts=5)
def give_back(*, agent_id: str) -> None:
    """Take the open tickets of somebody who left from him, one transaction each; again does what is left.

    Who gets them next is decided when each change is told (`handlers.follow_assignment`), so that the screen
    "why this agent" shows it.
    """
    left = UUID(agent_id)
    stuck: set[int] = set()
    while True:
        agent = people.agent(left)
        if agent is None or agent.active:
            return  # he is back: what is still his stays his
        found = [one for one in tickets.open_of_agent(left, limit=AT_ONCE + len(stuck)) if one not in stuck]
        if not found:
            return
        for ticket_id in found:
            try:
                tickets.assign_ticket(
                    actor=ACTOR,
                    at=now(),
                    ticket_id=ticket_id,
                    assignee_id=None,
                    reason=AssignReason.DISPATCH,
                )
            except Problem as refusal:
                log.warning("dispatch.not_given_back", ticket=ticket_id, reason=str(refusal))
                stuck.add(ticket_id)
