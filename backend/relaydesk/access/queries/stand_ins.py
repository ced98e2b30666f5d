"""Who stands in for whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from relaydesk.access.contracts import Actor
from relaydesk.access.models import StandIn
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.people import public as people


@dataclass(frozen=True, slots=True)
class StandInView:
    """A stand-in with the two agents, and whether it holds now."""

    id: UUID
    absent_id: UUID
    absent_name: str
    deputy_id: UUID
    deputy_name: str
    valid_from: datetime
    valid_until: datetime
    holds: bool
    can: dict[str, bool]


def stand_ins(actor: Actor, *, at: datetime, limit: int = 200) -> list[StandInView]:
    """Those that hold or will, one's own; of everybody for one who manages accounts. The newest first."""
    rows = StandIn.objects.select_related("absent", "deputy").filter(valid_until__gt=at)
    if not actor.can(P.MANAGE_ACCOUNTS):
        rows = rows.filter(Q(absent_id=actor.account_id) | Q(deputy_id=actor.account_id))
    found = list(rows.order_by("-valid_from", "-id")[:limit])
    return views_of(actor, found, at=at)


def views_of(actor: Actor, rows: list[StandIn], *, at: datetime) -> list[StandInView]:
    """Show rows that were read with both accounts."""
    agents = people.agents({a for row in rows for a in (row.absent.agent_id, row.deputy.agent_id)})
    return [
        StandInView(
            id=row.id,
            absent_id=row.absent.agent_id,
            absent_name=agents[row.absent.agent_id].name,
            deputy_id=row.deputy.agent_id,
            deputy_name=agents[row.deputy.agent_id].name,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            holds=row.valid_from <= at < row.valid_until,
            can={
                "end": actor.viewed_by is None
                and (actor.account_id in (row.absent_id, row.deputy_id) or actor.can(P.MANAGE_ACCOUNTS))
            },
        )
        for row in rows
    ]
