"""Arrange who acts in whose place 代理, and end it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from relaydesk.access.actions.watching_clocks import watch
from relaydesk.access.contracts import Actor
from relaydesk.access.models import Account, StandIn
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.rights_events import StandInArranged, StandInEnded
from relaydesk.access.rules.granting import check_span
from relaydesk.platform.errors import Forbidden, Invalid, NotFound
from relaydesk.platform.events import record

LONGEST = timedelta(days=366)


@transaction.atomic
def arrange_stand_in(
    *,
    actor: Actor,
    absent_agent_id: UUID,
    deputy_agent_id: UUID,
    valid_from: datetime,
    valid_until: datetime,
    at: datetime,
) -> StandIn:
    """Let one agent act in another's place for a time: with his reach over tickets, and nothing else of his.

    Raises:
        Forbidden: neither the absent one himself nor one who manages accounts asks.
        Invalid: somebody has no active account, both are one, or the period is wrong or over a year.
    """
    if actor.agent_id != absent_agent_id and not actor.can(P.MANAGE_ACCOUNTS):
        raise Forbidden(data={"permission": P.MANAGE_ACCOUNTS.value})
    if absent_agent_id == deputy_agent_id:
        raise Invalid.field("deputy_agent_id", "same_person", "Nobody stands in for himself.")
    check_span("valid_until", valid_from, valid_until, at)
    if valid_until - valid_from > LONGEST:
        raise Invalid.field("valid_until", "too_long", "At most a year.")
    absent = _account("absent_agent_id", absent_agent_id)
    deputy = _account("deputy_agent_id", deputy_agent_id)
    row = StandIn.objects.create(
        absent_id=absent.id,
        deputy_id=deputy.id,
        valid_from=valid_from,
        valid_until=valid_until,
        created_by=actor.agent_id,
        created_at=at,
    )
    watch(deputy.id, (valid_from, valid_until), at=at)
    fact = StandInArranged(
        stand_in_id=row.id,
        absent_agent_id=absent_agent_id,
        deputy_agent_id=deputy_agent_id,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    record(fact, actor=actor.ref, subject=f"account:{deputy.id}", at=at)
    return row


@transaction.atomic
def end_stand_in(*, actor: Actor, stand_in_id: UUID, at: datetime) -> None:
    """End it now. Either of the two may, and one who manages accounts; what is over stays over.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    row = (
        StandIn.objects.select_for_update(of=("self",))
        .select_related("absent", "deputy")
        .filter(id=stand_in_id)
        .first()
    )
    if row is None:
        raise NotFound
    if actor.account_id not in (row.absent_id, row.deputy_id) and not actor.can(P.MANAGE_ACCOUNTS):
        raise NotFound
    if row.valid_until <= at:
        return
    # One that has not begun is gone; one that has begun keeps the time for which it held.
    if row.valid_from >= at:
        row.delete()
    else:
        row.valid_until = at
        row.save(update_fields=["valid_until"])
    fact = StandInEnded(
        stand_in_id=stand_in_id,
        absent_agent_id=row.absent.agent_id,
        deputy_agent_id=row.deputy.agent_id,
    )
    record(fact, actor=actor.ref, subject=f"account:{row.deputy_id}", at=at)


def _account(field: str, agent_id: UUID) -> Account:
    account = Account.objects.filter(agent_id=agent_id, active=True).first()
    if account is None:
        raise Invalid.field(field, "unknown_agent", "No active account belongs to this agent.")
    return account
