"""What fires: tickets wake up."""

from relaydesk.platform.timers import DueTimer, timer
from relaydesk.tickets.actions.snooze_ticket import WAKE, wake_by_alarm


@timer(WAKE)
def wake(due: DueTimer) -> None:
    """Wake the ticket, if it still sleeps until this instant."""
    wake_by_alarm(int(due.subject.removeprefix("ticket:")), due.fired_at)
