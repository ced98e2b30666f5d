"""Who may give whom which role, and what a role may say."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from relaydesk.access.contracts import ADMINISTRATIONS, EVERY_TYPE, Actor, ActorKind, FieldRight, Realm, Scope
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.rules.administrations import CODE
from relaydesk.access.rules.fields import declared_fields
from relaydesk.access.rules.roles import declared, realm_of
from relaydesk.platform.errors import FieldError, Forbidden, Invalid, RuleBroken

MAX_FIELD_RIGHTS: Final = 500
NONE: Final = "none"


def insist(actor: Actor, permission: P) -> None:
    """Refuse who does not hold a permission.

    Raises:
        Forbidden: with the permission that is missing.
    """
    if not actor.can(permission):
        raise Forbidden(data={"permission": permission.value})


def may_touch(actor: Actor, realms: Collection[Realm]) -> None:
    """The system administrator gives ordinary roles, the security administrator those of administrations.

    Raises:
        Forbidden: with the permission that is missing.
    """
    for realm in realms:
        privileged = realm in ADMINISTRATIONS
        insist(actor, P.GRANT_PRIVILEGED if privileged else P.MANAGE_ACCOUNTS)


def not_oneself(actor: Actor, account_id: UUID) -> None:
    """Nobody changes his own rights, neither up nor down: so none raises them, and one of each kind is left.

    Raises:
        Forbidden: "not_ones_own_rights".
    """
    if actor.kind is not ActorKind.SYSTEM and account_id in (
        actor.account_id,
        actor.viewed_by.account_id if actor.viewed_by else None,
    ):
        raise Forbidden("Somebody else must change your rights.", code="not_ones_own_rights")


def check_span(field: str, begin: datetime | None, end: datetime | None, at: datetime) -> None:
    """A period ends after it begins, and after now.

    Raises:
        Invalid: it does not.
    """
    if end is not None and (end <= at or (begin is not None and end <= begin)):
        raise Invalid.field(field, "not_after", "The end lies before the beginning, or in the past.")


def check_grants(grants: Mapping[str, str]) -> Realm:
    """Check what a role is to grant, and tell its realm.

    Raises:
        Invalid: a permission that no module declares, or a scope that does not exist.
        RuleBroken: "administrations_exclude_each_other": a role never mixes them.
    """
    faults = [
        FieldError(f"grants.{key}"[:120], "unknown_value", "There is no such permission, or no such scope.")
        for key, scope in grants.items()
        if key not in declared() or scope.upper() not in Scope.__members__ or scope != scope.lower()
    ]
    if faults:
        raise Invalid(faults[:20])
    realm = realm_of(grants)
    if realm is None:
        raise RuleBroken(CODE, "A role belongs to one administration at most.")
    return realm


def check_field_rights(lines: Collection[Mapping[str, str]]) -> list[dict[str, str]]:
    """Check the field rights of a role, and put them in order, one for each field and ticket type.

    Raises:
        Invalid: an unknown field or right, or one that this field cannot have.
    """
    if len(lines) > MAX_FIELD_RIGHTS:
        raise Invalid.field("field_rights", "too_many", f"At most {MAX_FIELD_RIGHTS}.")
    faults, kept = [], {}
    for place, line in enumerate(lines):
        field = declared_fields().get(line["field"])
        right = FieldRight.__members__.get(line["right"].upper())
        kind = line.get("ticket_type") or EVERY_TYPE
        if field is None or right is None:
            faults.append(FieldError(f"field_rights.{place}", "unknown_value", "No such field or right."))
        elif not field.hideable and right < FieldRight.READ:
            faults.append(FieldError(f"field_rights.{place}.right", "not_hideable", "This is always shown."))
        elif not field.writable and right is FieldRight.REQUIRED:
            faults.append(FieldError(f"field_rights.{place}.right", "not_writable", "Nobody writes this."))
        elif not field.ticket_types and kind != EVERY_TYPE:
            faults.append(
                FieldError(f"field_rights.{place}.ticket_type", "not_by_type", "Only for all types.")
            )
        else:
            kept[field.key, kind] = right
    if faults:
        raise Invalid(faults[:20])
    return [
        {"field": field, "ticket_type": kind, "right": str(right)}
        for (field, kind), right in sorted(kept.items())
    ]


def difference(built_in: Mapping[str, Scope], wanted: Mapping[str, str]) -> dict[str, str]:
    """What is to be stored so that a built-in role grants what is wanted."""
    kept = {k: scope for k, scope in wanted.items() if k not in built_in or str_of(built_in[k]) != scope}
    return kept | {key: NONE for key in built_in if key not in wanted}


def str_of(scope: Scope) -> str:
    """A scope as it is stored and shown."""
    return scope.name.lower()


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of two descriptions only what differs."""
    keys = [key for key in after if before.get(key) != after[key]]
    return {key: before.get(key) for key in keys}, {key: after[key] for key in keys}
