"""Writing saved replies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.platform.errors import FieldError, Forbidden, Invalid, NotFound, RuleBroken, Stale
from relaydesk.platform.events import record
from relaydesk.platform.html import sanitize, to_text
from relaydesk.replies.contracts import LANGUAGES, MAX_SAVED_REPLIES, MAX_TEMPLATE, Sharing
from relaydesk.replies.events import SavedReplyChanged
from relaydesk.replies.models import SavedReply
from relaydesk.replies.policies import may_change, visible_to, writer
from relaydesk.replies.rules.templates import faults_of

_MESSAGES = {
    "syntax": "This cannot be read: {}",
    "unknown_variable": "There is no variable {}.",
    "forbidden": "Not allowed in a saved reply: {}",
}


@dataclass(frozen=True, slots=True)
class SavedWords:
    """All of a saved reply. `bodies` maps a language to HTML; at least one says something."""

    title: str
    bodies: Mapping[str, str]
    sharing: Sharing = Sharing.PERSONAL
    team_id: UUID | None = None
    shortcut: str = ""
    folder: str = ""
    tags: tuple[str, ...] = ()


@transaction.atomic
def make_saved_reply(*, actor: Actor, at: datetime, words: SavedWords) -> SavedReply:
    """Make a saved reply; a personal one is its maker's.

    Raises:
        Forbidden: he may not share.
        Invalid: something is missing, or a template names what does not exist.
        RuleBroken: "too_many_saved_replies".
    """
    owner_id = writer(actor)
    values = _checked(actor, words, owner_id)
    if SavedReply.objects.count() >= MAX_SAVED_REPLIES:
        raise RuleBroken("too_many_saved_replies", f"At most {MAX_SAVED_REPLIES} in all.")
    row = SavedReply.objects.create(owner_id=owner_id, updated_at=at, **values)
    _record(row, "made", {}, actor, at)
    return row


@transaction.atomic
def change_saved_reply(
    *, actor: Actor, at: datetime, reply_id: UUID, words: SavedWords, expected_version: int | None
) -> SavedReply:
    """Write a saved reply anew.

    Raises:
        NotFound: there is none that the actor may use.
        Forbidden: he may use it, not change it; or not share it so.
        Invalid: see `make_saved_reply`.
        Stale: somebody was faster.
    """
    row = _changeable(actor, reply_id)
    if expected_version is not None and expected_version != row.version:
        raise Stale(row.version, [])
    values = _checked(actor, words, row.owner_id)
    changes = {
        name: [_plain(getattr(row, name)), _plain(value)]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    if not changes:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.version, row.updated_at = row.version + 1, at
    row.save()
    _record(row, "changed", changes, actor, at)
    return row


@transaction.atomic
def delete_saved_reply(*, actor: Actor, at: datetime, reply_id: UUID) -> None:
    """Delete a saved reply; what was written with it stays.

    Raises:
        NotFound, Forbidden: see `change_saved_reply`.
    """
    row = _changeable(actor, reply_id)
    _record(row, "deleted", {"bodies": [row.bodies, None]}, actor, at)
    row.delete()


def _changeable(actor: Actor, reply_id: UUID) -> SavedReply:
    writer(actor)
    row = visible_to(actor).select_for_update().filter(pk=reply_id).first()
    if row is None:
        raise NotFound
    if not may_change(actor, Sharing(row.sharing), owner_id=row.owner_id, team_id=row.team_id):
        raise Forbidden("You may use this saved reply, not change it.")
    return row


def _checked(actor: Actor, words: SavedWords, owner_id: UUID | None) -> dict[str, Any]:
    faults: list[FieldError] = []
    title = " ".join(words.title.split())
    if not title:
        faults.append(FieldError("title", "required", "Give it a name."))
    bodies = {
        language: sanitize(html)
        for language, html in words.bodies.items()
        if to_text(html).strip() or "<img" in html
    }
    if not bodies:
        faults.append(FieldError("bodies", "required", "Write it in at least one language."))
    for language, html in bodies.items():
        faults += _faults_of_body(language, html)
    if words.sharing is Sharing.TEAM and (words.team_id is None or people.team(words.team_id) is None):
        faults.append(FieldError("team_id", "unknown_team", "There is no such team."))
    if faults:
        raise Invalid(faults)
    team_id = words.team_id if words.sharing is Sharing.TEAM else None
    if not may_change(actor, words.sharing, owner_id=owner_id, team_id=team_id):
        raise Forbidden("You may not share saved replies so widely.", code="may_not_share")
    tags = tuple(dict.fromkeys(tag.strip() for tag in words.tags if tag.strip()))
    return {
        "title": title,
        "shortcut": words.shortcut.strip().lstrip("/:").casefold(),
        "folder": " ".join(words.folder.split()),
        "tags": list(tags),
        "bodies": bodies,
        "sharing": words.sharing.value,
        "team_id": team_id,
    }


def _faults_of_body(language: str, html: str) -> list[FieldError]:
    field = f"bodies.{language}"
    if language not in LANGUAGES:
        return [FieldError(field, "unknown_language", f"One of {', '.join(LANGUAGES)}.")]
    if len(html) > MAX_TEMPLATE:
        return [FieldError(field, "too_long", f"At most {MAX_TEMPLATE} characters.")]
    return [
        FieldError(field, fault.code, _MESSAGES[fault.code].format(fault.what)) for fault in faults_of(html)
    ]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _record(row: SavedReply, what: str, changes: dict[str, Any], actor: Actor, at: datetime) -> None:
    fact = SavedReplyChanged(saved_reply_id=row.id, title=row.title, what=what, changes=changes)
    record(fact, actor=actor.ref, subject=f"saved-reply:{row.id}", at=at)
