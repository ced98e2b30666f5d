"""Everything that hangs together with a ticket, for one reader."""

from collections.abc import Sequence
from typing import Any

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.tickets.contracts import LinkKind
from relaydesk.tickets.policies import reach
from relaydesk.tickets.queries.merging import merges_of
from relaydesk.tickets.queries.relating import Tally, links_of, others, tallies_of
from relaydesk.tickets.queries.rows import present_rows
from relaydesk.tickets.queries.watching import watchers_of
from relaydesk.tickets.rules.relating import MADE_BY_HAND, relation_of
from relaydesk.tickets.rules.state import TicketState

Json = dict[str, Any]
SHOWN = ("number", "subject", "type", "status", "priority", "assignee", "team")
NONE = Tally(0, 0)


def relations_of(state: TicketState, *, actor: Actor) -> Json:
    """Links, progress of children and of a major issue, merges, watchers.

    Of a ticket at the other end that the reader may not see he learns that it is there, and nothing else.
    """
    links, merges = links_of(state.id), merges_of(state.id)
    ends = {one.other_id for one in links}
    ends |= {one.target_id if one.source_id == state.id else one.source_id for one in merges}
    rows = rows_of(list(others(ends).values()), actor=actor)
    tallies = tallies_of(state.id)
    watching = watchers_of([state.id]).get(state.id, ())
    agents = people.agents(watching) if watching else {}
    relations = [(one, relation_of(one.kind, outward=one.outward)) for one in links]
    return {
        "links": [
            {
                "id": one.id,
                "relation": relation.value,
                "by_hand": relation in MADE_BY_HAND,
                "ticket": rows.get(one.other_id),
            }
            for one, relation in relations
        ],
        "children": tallies.get(LinkKind.PARENT, NONE),
        "affected": tallies.get(LinkKind.MAJOR, NONE),
        "merges": [
            {
                "into": one.source_id == state.id,
                "at": one.at,
                "by": one.actor_name,
                "ticket": rows.get(one.target_id if one.source_id == state.id else one.source_id),
            }
            for one in merges
        ],
        "watchers": [{"id": one, "name": agents[one].name} for one in watching if one in agents],
        "watching": actor.agent_id in watching,
    }


def rows_of(states: Sequence[TicketState], *, actor: Actor) -> dict[int, Json]:
    """Those of these tickets that the reader may see, as short rows with his field rights."""
    reached = reach(actor)
    seen = [state for state in states if reached.covers(state)]
    rows = present_rows(seen, actor=actor)
    return {state.id: {name: row[name] for name in SHOWN} for state, row in zip(seen, rows, strict=True)}
