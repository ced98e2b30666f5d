"""Make, change and remove posts and skills: two lists of names, kept in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.people.actions.keeping import (
    count_up,
    lock_row,
    refused_when_taken,
    remove_row,
    set_fields,
)
from relaydesk.people.contracts import Caller
from relaydesk.people.events import (
    PostChanged,
    PostMade,
    PostRemoved,
    SkillChanged,
    SkillMade,
    SkillRemoved,
)
from relaydesk.people.models import Post, Skill
from relaydesk.people.rules.identities import clean_name
from relaydesk.people.rules.names import SEPARATORS, has_separator
from relaydesk.platform import cache
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import Event, record


@dataclass(frozen=True, slots=True)
class Names:
    """One of the two lists."""

    word: str
    model: type[Post] | type[Skill]
    made: Any
    changed: Any
    removed: Any

    def fact(self, kind: Any, row_id: UUID, **values: Any) -> Event:
        """A fact about one row."""
        event: Event = kind(**{f"{self.word}_id": row_id}, **values)
        return event

    @property
    def once(self) -> tuple[str, str, str]:
        """What its unique key says."""
        return (f"people_{self.word}_once", f"{self.word}_exists", f"A {self.word} of this name exists.")


POSTS = Names("post", Post, PostMade, PostChanged, PostRemoved)
SKILLS = Names("skill", Skill, SkillMade, SkillChanged, SkillRemoved)


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    for name in values.keys() - {"name", "name_en"}:
        raise Invalid.field(name, "not_writable", "This cannot be changed here.")
    tidy = {name: clean_name(value, "")[:120] for name, value in values.items()}
    if not tidy.get("name", "x"):
        raise Invalid.field("name", "required", "A name is needed.")
    if has_separator(tidy.get("name", "")):
        raise Invalid.field("name", "separator", f"Sheets separate names by {SEPARATORS}.")
    return tidy


@transaction.atomic
def make_name(names: Names, *, actor: Caller, at: datetime, values: Mapping[str, Any]) -> UUID:
    """Make a post or a skill.

    Raises:
        Invalid: the name is empty, or holds what separates names in sheets.
        RuleBroken: `post_exists`, `skill_exists`.
    """
    tidy = _tidy(values)
    with refused_when_taken(*names.once):
        row: Post | Skill = names.model._default_manager.create(**tidy)
    cache.clear_all()
    fact = names.fact(names.made, row.id, title=row.name)
    record(fact, actor=actor.ref, subject=f"{names.word}:{row.id}", at=at)
    return row.id


@transaction.atomic
def change_name(
    names: Names,
    *,
    actor: Caller,
    at: datetime,
    row_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None = None,
) -> None:
    """Change a post or a skill; the same again records nothing.

    Raises:
        NotFound, Stale, Invalid, RuleBroken: as when it is made.
    """
    row = lock_row(names.model, row_id, expected_version)
    changes = set_fields(row, _tidy(values))
    if not changes:
        return
    with refused_when_taken(*names.once):
        count_up(row)
    fact = names.fact(names.changed, row_id, changes=changes)
    record(fact, actor=actor.ref, subject=f"{names.word}:{row_id}", at=at)


@transaction.atomic
def remove_name(
    names: Names, *, actor: Caller, at: datetime, row_id: UUID, expected_version: int | None = None
) -> None:
    """Remove a post or a skill that no agent has.

    Raises:
        NotFound, Stale: as usual.
        RuleBroken: `in_use`.
    """
    row = lock_row(names.model, row_id, expected_version)
    remove_row(names.model, row_id)
    fact = names.fact(names.removed, row_id, title=row.name)
    record(fact, actor=actor.ref, subject=f"{names.word}:{row_id}", at=at)
