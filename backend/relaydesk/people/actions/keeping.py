"""Steps that all changes of the house share: lock, compare, save, remove."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from relaydesk.platform import cache
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken, Stale

Row = TypeVar("Row", bound=Model)
Changes = dict[str, Any]


def lock_row(model: type[Row], row_id: UUID, expected_version: int | None) -> Row:
    """Load a row under its lock.

    Raises:
        NotFound: there is none.
        Stale: its version is not the expected one.
    """
    row = model._default_manager.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise NotFound
    version: int = row.version  # type: ignore[attr-defined]
    if expected_version is not None and expected_version != version:
        raise Stale(version)
    return row


def set_fields(row: Model, values: Mapping[str, Any]) -> Changes:
    """Set fields of a row; return what differs as {field: [before, after]}."""
    changes: Changes = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            changes[name] = [plain(before), plain(value)]
            setattr(row, name, value)
    return changes


def plain(value: Any) -> Any:
    """A value as events and JSON have it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(plain(one) for one in value)
    return str(value)


def count_up(row: Model) -> None:
    """Save a changed row as its next version."""
    row.version += 1  # type: ignore[attr-defined]
    row.save()
    cache.clear_all()


@contextmanager
def refused_when_taken(constraint: str, code: str, detail: str) -> Iterator[None]:
    """Turn the breach of a unique key into a refusal that says nothing about who has it (CVE-2026-40589)."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if _diagnosis(error, "constraint_name") != constraint:
            raise
        raise RuleBroken(code, detail) from None


def _diagnosis(error: IntegrityError, what: str) -> str | None:
    found: str | None = getattr(getattr(error.__cause__, "diag", None), what, None)
    return found


def must_exist(model: type[Model], ids: Collection[UUID], field: str) -> None:
    """Refuse references to rows that do not exist: every id in a body is looked at (CVE-2026-40591).

    Raises:
        Invalid: `unknown_value` for this field.
    """
    wanted = set(ids)
    if wanted and model._default_manager.filter(pk__in=wanted).count() != len(wanted):
        raise Invalid.field(field, "unknown_value", "This does not exist.")


def remove_row(model: type[Model], row_id: UUID) -> None:
    """Delete a row on which nothing hangs, in any module: the database's foreign keys decide.

    Django's own check would load all that hangs on it, and a team may have a million tickets.

    Raises:
        RuleBroken: `in_use`; `by` names the module whose rows hang on it.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row_id])  # noqa: S608 - a table of ours
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        by = (_diagnosis(error, "table_name") or "").partition("_")[0]
        raise RuleBroken("in_use", "Something still hangs on it.", data={"by": by}) from None
    cache.clear_all()
