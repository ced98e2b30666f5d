"""The tree of departments: who is below whom, who heads what, and one's chain of superiors."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from relaydesk.people.contracts import DepartmentView

Tree = Mapping[UUID, DepartmentView]

MAX_DEPTH = 20
SEPARATOR = "/"


def upwards(tree: Tree, department_id: UUID | None) -> Iterator[DepartmentView]:
    """The department and those above it, nearest first; ends even if the data hold a cycle."""
    seen: set[UUID] = set()
    while department_id is not None and department_id not in seen:
        found = tree.get(department_id)
        if found is None:
            return
        seen.add(department_id)
        yield found
        department_id = found.parent_id


def subtree(tree: Tree, department_id: UUID) -> frozenset[UUID]:
    """The department and all below it."""
    below: dict[UUID | None, list[UUID]] = {}
    for one in tree.values():
        below.setdefault(one.parent_id, []).append(one.id)
    found: set[UUID] = set()
    waiting = [department_id] if department_id in tree else []
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += below.get(current, [])
    return frozenset(found)


def would_close_a_cycle(tree: Tree, department_id: UUID, parent_id: UUID | None) -> bool:
    """Whether putting the department under this parent would make it its own superior."""
    return any(one.id == department_id for one in upwards(tree, parent_id))


def depth_under(tree: Tree, department_id: UUID | None, parent_id: UUID | None) -> int:
    """How many levels there would be, from the top to the lowest below this department."""
    above = sum(1 for _ in upwards(tree, parent_id))
    if department_id is None:
        return above + 1
    own = sum(1 for _ in upwards(tree, department_id))
    lowest = max(sum(1 for _ in upwards(tree, one)) for one in subtree(tree, department_id))
    return above + 1 + lowest - own


def superiors(tree: Tree, agent_id: UUID, department_id: UUID | None) -> list[UUID]:
    """The heads above an agent, nearest first: the first is his superior, the n-th that of n-th level.

    A head is not his own superior, somebody who heads several levels counts once, and a level without a head
    is passed over.
    """
    chain: list[UUID] = []
    for one in upwards(tree, department_id):
        if one.head_id is not None and one.head_id != agent_id and one.head_id not in chain:
            chain.append(one.head_id)
    return chain


def written_path(names: list[str]) -> str:
    r"""A path of names as sheets have it, `客服中心/一线`; a stroke in a name is written `\/`."""
    return SEPARATOR.join(name.replace("\\", "\\\\").replace("/", "\\/") for name in names)


def read_path(text: str) -> list[str]:
    """The names of a written path."""
    names, current, escaped = [], "", False
    for letter in text:
        if escaped:
            current, escaped = current + letter, False
        elif letter == "\\":
            escaped = True
        elif letter == SEPARATOR:
            names.append(current)
            current = ""
        else:
            current += letter
    names.append(current + ("\\" if escaped else ""))
    return [name.strip() for name in names]


def path_of(tree: Tree, department_id: UUID | None) -> list[str]:
    """The names from the top down to a department."""
    return [one.name for one in upwards(tree, department_id)][::-1]
