"""Rename a tag everywhere, or let several become one: asked for by an administrator, done by a worker."""

import time
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import SYSTEM, Actor, Scope
from relaydesk.platform.errors import Forbidden, Invalid, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.jobs import defer
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.storing import Change, finish_many
from relaydesk.tickets.events import TagRenameAsked, TagsRenamed
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import EVERYTHING
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.rules.text import clean_tags, renamed

JOB = "tickets.rename_tags"
PORTION = 200
TURN_SECONDS = 5.0
"""So long one renaming works before others of the lane have their turn."""
CLERK = SYSTEM("tags")
_NEXT = "SELECT id FROM tickets_ticket WHERE tags && %s::text[] AND tags <> '{}' ORDER BY id LIMIT %s"


@transaction.atomic
def ask_rename(*, actor: Actor, at: datetime, names: Sequence[str], to: str) -> str:
    """Queue the renaming of these tags on every ticket, whoever sees it, the bin included.

    Returns:
        The new name, tidied.

    Raises:
        Forbidden: the permission does not reach all tickets.
        Invalid: there is no new name, or nothing else to rename.
        RuleBroken: "tag_unused": no ticket bears one of them.
    """
    if actor.scope(P.MANAGE_TAGS) is not Scope.ALL:
        raise Forbidden(data={"permission": P.MANAGE_TAGS.value})
    tidy = clean_tags([to])
    if not tidy:
        raise Invalid.field("to", "required", "Give the tag a name.")
    old = [name for name in dict.fromkeys(names) if name != tidy[0]]
    if not old:
        raise Invalid.field("names", "same_name", "The tag has this name already.")
    if not _next(old, 1):
        raise RuleBroken("tag_unused", "No ticket bears this tag any more.")
    account = str(actor.account_id) if actor.account_id else None
    fact = TagRenameAsked(names=tuple(old), to=tidy[0])
    record(fact, actor=actor.ref, subject=_subject(tidy[0]), at=at)
    defer(JOB, names=old, to=tidy[0], account_id=account, done=0)
    return tidy[0]


def go_on_renaming(*, names: Sequence[str], to: str, account_id: str | None, done: int, at: datetime) -> None:
    """Rename portion by portion for some seconds; then come again, or note that it is done."""
    begun = time.monotonic()
    while found := _next(names, PORTION):
        done += _rename(found, names, to, at=at)
        if time.monotonic() - begun > TURN_SECONDS:
            with transaction.atomic():
                defer(JOB, names=list(names), to=to, account_id=account_id, done=done)
            return
    asker = access.actor_by_account(UUID(account_id), None) if account_id else None
    with transaction.atomic():
        fact = TagsRenamed(names=tuple(names), to=to, tickets=done)
        record(fact, actor=(asker or CLERK).ref, subject=_subject(to), at=at)


def _next(names: Sequence[str], limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [list(names), limit])
        return [row[0] for row in cursor.fetchall()]


@transaction.atomic
def _rename(ids: Sequence[int], names: Sequence[str], to: str, *, at: datetime) -> int:
    changes: list[Change] = []
    for state in read_states("t.id = ANY(%s::bigint[])", [list(ids)], reach=EVERYTHING, lock=True):
        tags = renamed(state.tags, names, to)
        if tags == state.tags:
            continue
        since = state.updated_at
        change = Change.of(state, at=at)
        steps.edit(change, subject=None, tags=tags, type_key=None)
        state.updated_at = since  # nobody has worked on it: it keeps its place in lists
        changes.append(change)
    # In the system's name: whoever asked for it has not worked on each of these tickets.
    finish_many(changes, actor=CLERK, at=at)
    return len(changes)


def _subject(name: str) -> str:
    return f"tag:{name}"
