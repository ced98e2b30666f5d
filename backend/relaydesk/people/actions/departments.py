"""Make, change and remove departments, the whole tree locked: no two moves at once close a cycle."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.people.actions.keeping import (
    Changes,
    count_up,
    lock_row,
    must_exist,
    refused_when_taken,
    remove_row,
    set_fields,
)
from relaydesk.people.contracts import Caller, DepartmentView
from relaydesk.people.events import DepartmentChanged, DepartmentMade, DepartmentRemoved
from relaydesk.people.models import Agent, Department, DepartmentDeputy
from relaydesk.people.queries.organisation import all_departments
from relaydesk.people.rules.identities import clean_name
from relaydesk.people.rules.tree import MAX_DEPTH, depth_under, would_close_a_cycle
from relaydesk.platform import cache
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record

WRITABLE = frozenset({"name", "name_en", "parent_id", "head_id", "deputy_ids"})
_ONCE = ("people_department_once", "department_exists", "The same parent has a department of this name.")


def _lock_tree() -> dict[UUID, DepartmentView]:
    list(Department.objects.select_for_update().order_by("id").values_list("id", flat=True))
    return {one.id: one for one in all_departments()}


def _checked(tree: Mapping[UUID, DepartmentView], own_id: UUID | None, values: Mapping[str, Any]) -> None:
    parent_id = values.get("parent_id")
    if "parent_id" in values:
        if parent_id is not None and parent_id not in tree:
            raise Invalid.field("parent_id", "unknown_value", "There is no such department.")
        if own_id is not None and would_close_a_cycle(tree, own_id, parent_id):
            raise RuleBroken("department_cycle", "A department cannot come under itself or what is below it.")
        if depth_under(tree, own_id, parent_id) > MAX_DEPTH:
            raise RuleBroken("too_deep", f"At most {MAX_DEPTH} levels.", data={"limit": MAX_DEPTH})
    must_exist(Agent, [values["head_id"]] if values.get("head_id") else [], "head_id")
    must_exist(Agent, values.get("deputy_ids") or [], "deputy_ids")


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    for name in values.keys() - WRITABLE:
        raise Invalid.field(name, "not_writable", "This cannot be changed here.")
    tidy = dict(values)
    if "name" in tidy:
        tidy["name"] = clean_name(tidy["name"], "")[:120]
        if not tidy["name"]:
            raise Invalid.field("name", "required", "A department needs a name.")
    if "name_en" in tidy:
        tidy["name_en"] = clean_name(tidy["name_en"], "")[:120]
    return tidy


def _set_deputies(department_id: UUID, wanted: Sequence[UUID]) -> Changes:
    held = DepartmentDeputy.objects.filter(department_id=department_id)
    before = list(held.order_by("position").values_list("agent_id", flat=True))
    after = list(dict.fromkeys(wanted))
    if before == after:
        return {}
    held.delete()
    DepartmentDeputy.objects.bulk_create(
        DepartmentDeputy(department_id=department_id, agent_id=agent_id, position=position)
        for position, agent_id in enumerate(after)
    )
    return {"deputy_ids": [[str(i) for i in before], [str(i) for i in after]]}


@transaction.atomic
def make_department(*, actor: Caller, at: datetime, values: Mapping[str, Any]) -> UUID:
    """Make a department.

    Args:
        values: name, name_en, parent_id, head_id, deputy_ids.

    Raises:
        Invalid: a field is not writable, empty, or names what does not exist.
        RuleBroken: `department_exists`, `too_deep`.
    """
    tidy = {"name": "", **_tidy(values)}
    _checked(_lock_tree(), None, {"parent_id": None, **tidy})
    deputies = tidy.pop("deputy_ids", ())
    with refused_when_taken(*_ONCE):
        department = Department.objects.create(**tidy)
    _set_deputies(department.id, deputies)
    cache.clear_all()
    fact = DepartmentMade(department_id=department.id, title=department.name, parent_id=department.parent_id)
    record(fact, actor=actor.ref, subject=f"department:{department.id}", at=at)
    return department.id


@transaction.atomic
def change_department(
    *,
    actor: Caller,
    at: datetime,
    department_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None = None,
) -> None:
    """Change fields of a department; the same again records nothing.

    Raises:
        NotFound, Stale, Invalid: as usual.
        RuleBroken: `department_cycle`, `department_exists`, `too_deep`.
    """
    tree = _lock_tree()
    department = lock_row(Department, department_id, expected_version)
    tidy = _tidy(values)
    _checked(tree, department_id, tidy)
    changes = _set_deputies(department_id, tidy.pop("deputy_ids")) if "deputy_ids" in tidy else {}
    changes |= set_fields(department, tidy)
    if not changes:
        return
    with refused_when_taken(*_ONCE):
        count_up(department)
    fact = DepartmentChanged(department_id=department_id, changes=changes)
    record(fact, actor=actor.ref, subject=f"department:{department_id}", at=at)


@transaction.atomic
def remove_department(
    *, actor: Caller, at: datetime, department_id: UUID, expected_version: int | None = None
) -> None:
    """Remove a department under which nothing is, neither departments, agents, teams nor tickets.

    Raises:
        NotFound, Stale: as usual.
        RuleBroken: `in_use`.
    """
    if department_id not in _lock_tree():
        raise NotFound
    department = lock_row(Department, department_id, expected_version)
    DepartmentDeputy.objects.filter(department_id=department_id).delete()
    remove_row(Department, department_id)
    fact = DepartmentRemoved(department_id=department_id, title=department.name)
    record(fact, actor=actor.ref, subject=f"department:{department_id}", at=at)
