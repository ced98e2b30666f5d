"""Which facts make somebody part of a ticket."""

from relaydesk.workbench.contracts import PartKind

_OPENED = "tickets.ticket.opened"
_NO_WORK = ("tickets.watcher.", "tickets.ticket.watched", "tickets.ticket.unwatched", "tickets.agent.")
"""Facts about the ticket that are no work on it: that somebody watches it, or was named."""


def part_of(name: str) -> PartKind | None:
    """The part that whoever recorded this fact has in its ticket; None when it is none.

    Args:
        name: the fact's name; its subject is a ticket.
    """
    if name == _OPENED:
        return PartKind.OPENED
    if not name.startswith("tickets.") or name.startswith(_NO_WORK):
        return None
    return PartKind.WORKED
