"""Accounts: their roles, switching them off and on, and what they may do."""

from typing import Annotated
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from pydantic import Field

from relaydesk.access.actions.grant_roles import Grant, set_roles
from relaydesk.access.actions.keep_accounts import make_account, switch_account
from relaydesk.access.contracts import Actor
from relaydesk.access.http.rights_schemas import (
    AccountIn,
    AccountOut,
    AccountPage,
    AccountPatch,
    AccountRightsOut,
    HeldRoleIn,
)
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.public import actor_of
from relaydesk.access.queries.accounts import AccountFilters, accounts_by_ids, list_accounts
from relaydesk.access.queries.explaining import rights_of_account
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import ANY_OF, Router

router = Router(tags=["accounts"])
READERS = ANY_OF(P.MANAGE_ACCOUNTS, P.GRANT_PRIVILEGED, P.END_SESSIONS, P.VIEW_AS, P.EXPLAIN)
EDITORS = ANY_OF(P.MANAGE_ACCOUNTS, P.GRANT_PRIVILEGED)
CURSOR = "accounts"


@router.get("/accounts", permission=READERS, response=AccountPage)
def list_(
    request: HttpRequest,
    q: Annotated[str, Field(max_length=200)] = "",
    role: Annotated[str, Field(max_length=60)] | None = None,
    active: bool | None = None,
    unused_days: Annotated[int, Field(ge=1, le=3650)] | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
    cursor: Annotated[str, Field(max_length=2000)] | None = None,
) -> HttpResponse:
    """Accounts by address. `unused_days=90` finds those that nobody needs any more."""
    filters = AccountFilters(q.strip(), role, active, unused_days)
    after = decode_cursor(CURSOR, cursor)[0] if cursor else None
    found = list_accounts(actor_of(request), filters, at=now(), limit=limit + 1, after=after)
    page = found[:limit]
    following = encode_cursor(CURSOR, [page[-1].email]) if len(found) > limit else None
    return json_response({"items": page, "next_cursor": following})


@router.post("/accounts", permission=EDITORS, response={201: AccountOut})
def make(request: HttpRequest, body: AccountIn) -> HttpResponse:
    """Make an account for an agent, without a password: an invitation lets him set one."""
    actor = actor_of(request)
    account_id = make_account(
        actor=actor, email=body.email, agent_id=body.agent_id, roles=_grants(body.roles), at=now()
    )
    return _one(actor, account_id, status=201)


@router.get("/accounts/{account_id}", permission=READERS, response=AccountOut)
def show(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account."""
    return _one(actor_of(request), account_id)


@router.patch("/accounts/{account_id}", permission=EDITORS, response=AccountOut)
def change(request: HttpRequest, account_id: UUID, body: AccountPatch) -> HttpResponse:
    """Give and take roles, switch off and on; never one's own."""
    actor, at = actor_of(request), now()
    with transaction.atomic():
        if body.roles is not None:
            set_roles(actor=actor, account_id=account_id, roles=_grants(body.roles), at=at)
        if body.active is not None:
            switch_account(actor=actor, account_id=account_id, active=body.active, at=at)
    return _one(actor, account_id)


@router.get("/accounts/{account_id}/rights", permission=P.EXPLAIN, response=AccountRightsOut)
def explain(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """What this person can do, and from which role or stand-in."""
    rights = rights_of_account(account_id, at=now())
    if rights is None:
        raise NotFound
    return json_response(rights)


def _grants(roles: list[HeldRoleIn]) -> list[Grant]:
    return [Grant(one.key, one.valid_from, one.valid_until) for one in roles]


def _one(actor: Actor, account_id: UUID, *, status: int = 200) -> HttpResponse:
    found = accounts_by_ids(actor, [account_id]).get(account_id)
    if found is None:
        raise NotFound
    return json_response(found, status=status)
