"""How tickets may hang together: kinds with their two sides, and the family of parents and children."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from relaydesk.tickets.contracts import LinkKind

DEEPEST_FAMILY = 5
"""Generations of parents and children, the topmost counted."""


class Relation(StrEnum):
    """A link as one of its sides sees it."""

    RELATES = "relates"
    DUPLICATES = "duplicates"
    DUPLICATED_BY = "duplicated_by"
    BLOCKS = "blocks"
    BLOCKED_BY = "blocked_by"
    CAUSES = "causes"
    CAUSED_BY = "caused_by"
    PARENT = "parent"
    CHILD = "child"
    MAJOR = "major"
    AFFECTED = "affected"
    SPLIT_FROM = "split_from"
    SPLIT_INTO = "split_into"
    FOLLOW_UP = "follow_up"
    FOLLOWS = "follows"


SIDES: Mapping[LinkKind, tuple[Relation, Relation]] = {
    LinkKind.RELATES: (Relation.RELATES, Relation.RELATES),
    LinkKind.DUPLICATES: (Relation.DUPLICATES, Relation.DUPLICATED_BY),
    LinkKind.BLOCKS: (Relation.BLOCKS, Relation.BLOCKED_BY),
    LinkKind.CAUSES: (Relation.CAUSES, Relation.CAUSED_BY),
    LinkKind.PARENT: (Relation.CHILD, Relation.PARENT),
    LinkKind.MAJOR: (Relation.AFFECTED, Relation.MAJOR),
    LinkKind.SPLIT: (Relation.SPLIT_INTO, Relation.SPLIT_FROM),
    LinkKind.FOLLOW_UP: (Relation.FOLLOW_UP, Relation.FOLLOWS),
}
"""What the other ticket is, seen from the source and seen from the target of a link."""

MADE_BY_HAND = frozenset(Relation) - {
    Relation.SPLIT_FROM,
    Relation.SPLIT_INTO,
    Relation.FOLLOW_UP,
    Relation.FOLLOWS,
}
"""What agents may make and remove; the others tell what happened."""

ABOVE = frozenset({LinkKind.PARENT, LinkKind.MAJOR})
"""Kinds of which a ticket has at most one above it; they need the right to change both sides."""


def relation_of(kind: LinkKind, *, outward: bool) -> Relation:
    """What the other ticket is to this one; `outward` when this one is the source."""
    return SIDES[kind][0 if outward else 1]


def direction_of(relation: Relation) -> tuple[LinkKind, bool]:
    """The kind of link that a relation means, and whether this ticket is its source."""
    for kind, (seen_from_source, seen_from_target) in SIDES.items():
        if relation is seen_from_source:
            return kind, True
        if relation is seen_from_target:
            return kind, False
    raise ValueError(relation)


def family_refusal(parent: int, child: int, above: Sequence[int], generations_below: int) -> str | None:
    """Tell why a ticket cannot become the child of another.

    Args:
        above: the parent's own ancestors, nearest first.
        generations_below: how many generations hang below the child.

    Returns:
        None when it can, else "family_cycle" or "family_too_deep".
    """
    if child == parent or child in above:
        return "family_cycle"
    if len(above) + 2 + generations_below > DEEPEST_FAMILY:
        return "family_too_deep"
    return None
