"""Participants of a merge: modules above that keep something of a contact's, and move it with the contact.

A participant is called inside the transaction of the merge. What its `move` returns is kept with the merge
and given back to its `back`, so that undoing moves exactly that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.platform.events.types import ActorRef

Moved = list[int] | list[str]


@dataclass(frozen=True, slots=True)
class Move:
    """From whom to whom things move, who does it, and when."""

    source: UUID
    target: UUID
    actor: ActorRef
    at: datetime


@dataclass(frozen=True, slots=True)
class Participant:
    """What one module does when contacts are merged.

    Args:
        name: stable, kept in the database: the module's.
        move: moves all that belongs to the source; returns the ids of what it moved.
        back: moves those ids, as far as they still belong to the source; returns how many.
    """

    name: str
    move: Callable[[Move], Moved]
    back: Callable[[Move, Moved], int]


_participants: dict[str, Participant] = {}


def register_merge_participant(participant: Participant) -> None:
    """Add a participant; one of the same name is replaced."""
    _participants[participant.name] = participant


def participants() -> tuple[Participant, ...]:
    """All participants."""
    return tuple(_participants.values())
