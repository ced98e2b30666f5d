"""What is chosen on the screen: some tickets by their numbers, or all that match but some."""

from dataclasses import dataclass
from typing import Any

from relaydesk.access.contracts import Actor
from relaydesk.tickets import public as tickets
from relaydesk.tickets.public import Chosen, FilterQuery, Sort


@dataclass(frozen=True, slots=True)
class Selection:
    """Tickets by number, or by the filters of a list.

    Args:
        numbers: these; None when `matching` says which.
        matching: all that the list with these filters shows at the moment of asking.
        excluded: numbers without which.
        sort: in this order, as the list.
    """

    numbers: tuple[str, ...] | None = None
    matching: FilterQuery | None = None
    excluded: tuple[str, ...] = ()
    sort: Sort | None = None

    def told(self) -> dict[str, Any]:
        """For the history: how the set came about, not the numbers themselves."""
        if self.matching is None:
            return {"numbers": len(self.numbers or ())}
        given = self.matching.model_dump(mode="json", exclude_none=True)
        return {"matching": given, "excluded": len(self.excluded)}


def chosen(actor: Actor, selection: Selection, *, most: int) -> Chosen:
    """The tickets, fixed now, of those that the actor may see.

    Raises:
        Forbidden, Invalid: the filters are refused, as the list would.
    """
    if selection.matching is None:
        found = tickets.choose_numbers(actor, selection.numbers or ())
        return Chosen(found.tickets[:most], more=len(found.tickets) > most)
    return tickets.choose_matching(
        actor, selection.matching, sort=selection.sort, excluded=selection.excluded, most=most
    )
