"""What begins or ends by the clock: open streams look at their rights again at that very moment."""

from uuid import UUID

from relaydesk.access.actions.watching_clocks import TURN
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.rights_events import RightsTurned
from relaydesk.platform.events import record
from relaydesk.platform.timers import DueTimer, timer


@timer(TURN)
def rights_turn(due: DueTimer) -> None:
    """Tell that a role or a stand-in has begun or ended. Requests need no telling: they read the clock."""
    account_id = due.subject.split(":")[1]
    fact = RightsTurned(account_id=UUID(account_id))
    record(fact, actor=SYSTEM("clock").ref, subject=f"account:{account_id}", at=due.fired_at)
