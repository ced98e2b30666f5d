"""Participants: functions of upper modules that are computed inside the transaction of a change.

A participant is called once for each action, with all changes of all its tickets, before their rows
are written. What it returns goes into the same INSERT or UPDATE.
"""

from collections.abc import Callable, Mapping, Sequence

from relaydesk.tickets.contracts import Projection, TicketChange

Participant = Callable[[Sequence[TicketChange]], Mapping[int, Projection]]

_participants: list[Participant] = []


def register_participant(participant: Participant) -> Participant:
    """Add a participant; usable as a decorator. Registering the same function twice changes nothing."""
    if participant not in _participants:
        _participants.append(participant)
    return participant


def unregister_participant(participant: Participant) -> None:
    """Take a participant out again (for tests)."""
    if participant in _participants:
        _participants.remove(participant)


def run_participants(changes: Sequence[TicketChange]) -> dict[int, Projection]:
    """Ask every participant; a later one's projection of a ticket replaces an earlier one's."""
    projections: dict[int, Projection] = {}
    if changes:
        for participant in _participants:
            projections.update(participant(changes))
    return projections
