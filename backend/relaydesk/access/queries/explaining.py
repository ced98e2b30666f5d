"""What can this person do, and from which role he has it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import Actor, Realm
from relaydesk.access.models import Account, AccountRole, Role
from relaydesk.access.queries.role_views import row_of
from relaydesk.access.queries.who import by_email
from relaydesk.access.rules.granting import str_of
from relaydesk.access.rules.roles import declared, grants_of_role


@dataclass(frozen=True, slots=True)
class Source:
    """Whence a right comes: a role of one's own, or the place of somebody absent."""

    kind: str
    key: str
    name: str
    scope: str
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class Granted:
    """A permission with how far it reaches, and every source of it."""

    permission: str
    module: str
    realm: str
    name: str
    name_en: str
    scope: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class AccountRights:
    """All that an account may do now."""

    permissions: tuple[Granted, ...]
    field_rights: tuple[Mapping[str, str], ...]
    labels: Mapping[str, tuple[str, ...]]
    standing_in: tuple[str, ...]


def rights_of_account(account_id: UUID, *, at: datetime) -> AccountRights | None:
    """The rights of an account, computed exactly as for a request of his; None when there is none."""
    account = Account.objects.filter(id=account_id).first()
    if account is None:
        return None
    actor = by_email(account.email, at)
    if actor is None:  # switched off: it may do nothing
        return AccountRights((), (), {}, ())
    held = _held(account_id, at)
    sources = _sources(actor, held)
    known = declared()
    return AccountRights(
        permissions=tuple(
            Granted(
                permission=key,
                module=known[key].module,
                realm=known[key].realm.value,
                name=known[key].name,
                name_en=known[key].name_en,
                scope=str_of(actor.grants[key]) if key in actor.grants else None,
                sources=tuple(sources[key]),
            )
            for key in sorted(sources)
        ),
        field_rights=tuple(
            {"field": field, "ticket_type": kind, "right": str(right)}
            for (field, kind), right in sorted(actor.field_rights.items())
        ),
        labels={
            label: tuple(role.name for role, _ in held if label in role.labels)
            for label in sorted(actor.labels or ())
        },
        standing_in=tuple(one.name for one in actor.standing_in),
    )


def _held(account_id: UUID, at: datetime) -> list[tuple[Role, datetime | None]]:
    rows = AccountRole.objects.select_related("role").filter(account_id=account_id).order_by("role_id")
    return [
        (row.role, row.valid_until)
        for row in rows
        if (row.valid_from is None or row.valid_from <= at)
        and (row.valid_until is None or row.valid_until > at)
    ]


def _sources(actor: Actor, held: list[tuple[Role, datetime | None]]) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    realms = (Realm.BUSINESS, actor.administration)
    for role, until in held:
        for key, scope in grants_of_role(row_of(role)).items():
            if declared()[key].realm in realms:
                source = Source("role", role.key, role.name, str_of(scope), until)
                found.setdefault(key, []).append(source)
    for one in actor.standing_in:
        for key, scope in one.grants.items():
            source = Source("stand_in", str(one.agent_id), one.name, str_of(scope), None)
            found.setdefault(key, []).append(source)
    return found


def sources_of(permission: str, account_ids: Collection[UUID], *, at: datetime) -> dict[UUID, list[Source]]:
    """By which roles accounts hold a permission now, and how far each reaches; one statement."""
    rows = AccountRole.objects.select_related("role").filter(account_id__in=account_ids)
    found: dict[UUID, list[Source]] = {}
    for row in rows.order_by("role_id"):
        holds = (row.valid_from is None or row.valid_from <= at) and (
            row.valid_until is None or row.valid_until > at
        )
        scope = grants_of_role(row_of(row.role)).get(permission)
        if holds and scope is not None:
            source = Source("role", row.role_id, row.role.name, str_of(scope), row.valid_until)
            found.setdefault(row.account_id, []).append(source)
    return found
