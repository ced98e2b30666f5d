"""From the query of a list to its filters; unknown words are refused, never passed on."""

from typing import Annotated, TypeVar
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from relaydesk.access.contracts import Actor
from relaydesk.platform.clock import now
from relaydesk.platform.conditions.tree import Every
from relaydesk.platform.errors import Forbidden, Invalid
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.conditions import context_of, parse_condition, readable_fields, sent_condition
from relaydesk.tickets.queries.groups import GroupBy
from relaydesk.tickets.queries.list_view import Filters
from relaydesk.tickets.queries.narrowing import Narrowing, narrow
from relaydesk.tickets.queries.orders import Sort
from relaydesk.tickets.queries.sight import refused_filters
from relaydesk.tickets.rules.state import PRIORITIES
from relaydesk.tickets.saved_views import saved_view

T = TypeVar("T")
NOBODY = UUID(int=0)
NONE = "none"
Words = Annotated[str, StringConstraints(max_length=400)]


ALL, BIN = "all", "bin"


class FilterQuery(Schema):
    """The parameters that narrow a list."""

    view: Annotated[str, StringConstraints(max_length=60)] = Field(
        default=ALL, description="The key of a saved view (`GET /views`), `all`, or `bin`."
    )
    status: Words | None = None
    category: Words | None = None
    priority: Words | None = None
    assignee: Words | None = None
    team: Words | None = None
    type: Words | None = None
    channel: Words | None = None
    requester: UUID | None = None
    condition: Annotated[str, StringConstraints(max_length=20_000)] | None = Field(
        default=None,
        description="A condition as JSON, besides the view's; its fields are those of `GET /ticket-fields`.",
    )


class ListQuery(FilterQuery):
    """The parameters of a list."""

    sort: Sort | None = Field(default=None, description="Unless given, the order of the view.")
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, StringConstraints(max_length=2000)] | None = None


class GroupQuery(FilterQuery):
    """The parameters of the groups of a list."""

    by: GroupBy


def sort_of(query: ListQuery, actor: Actor) -> Sort:
    """The order asked for, or that of the view."""
    return query.sort or sort_of_view(query.view, actor)


def sort_of_view(view: str, actor: Actor) -> Sort:
    """The order of a view."""
    found = saved_view(view, actor)
    return Sort(found.sort) if found is not None and found.sort in set(Sort) else Sort.UPDATED_DESC


def refuse_hidden(query: GroupQuery, actor: Actor) -> None:
    """Groups tell what a field holds: those of a hidden field are refused.

    Raises:
        Forbidden: "field_hidden".
    """
    if query.by.value not in readable_fields(actor):
        raise Forbidden("A role hides this field.", code="field_hidden", data={"fields": [query.by.value]})


def filters_from(query: FilterQuery, actor: Actor) -> Filters:
    """Read the filters: the view, the condition, and the single parameters, all of which must hold.

    Raises:
        Forbidden: "field_hidden": by what is hidden from the reader no list is narrowed.
        Invalid: a word that names no view, status, category, priority, type, agent or team, or a faulty
            condition.
    """
    known = catalogue()
    refused = refused_filters(actor, assignee=query.assignee is not None, team=query.team is not None)
    if refused:
        raise Forbidden("A role hides these fields.", code="field_hidden", data={"fields": refused})
    assignee = _one(query.assignee, "assignee", me=actor.agent_id or NOBODY)
    team = _one(query.team, "team")
    return Filters(
        narrowing=_narrowing(query, actor),
        binned=query.view == BIN,
        status_ids=_status_ids(query.status),
        categories=_several(query.category, "category", {c.value: c for c in Category}),
        priorities=_several(query.priority, "priority", {p: rank for rank, p in enumerate(PRIORITIES)}),
        assignee=assignee,
        without_assignee=query.assignee == NONE,
        team=team,
        without_team=query.team == NONE,
        type_id=_known(query.type, "type", {key: entry.id for key, entry in known.types.items()}),
        channel=query.channel or None,
        requester=query.requester,
    )


def _narrowing(query: FilterQuery, actor: Actor) -> Narrowing | None:
    """The condition of the view and that of the request, taken apart together."""
    parts = []
    if query.view not in (ALL, BIN):
        found = saved_view(query.view, actor)
        if found is None:
            raise Invalid.field("query.view", "unknown_value", "There is no such view for you.")
        parts.append(parse_condition(found.condition, actor))
    if query.condition:
        parts.append(parse_condition(sent_condition(query.condition), actor))
    return narrow(Every(tuple(parts)), context_of(actor, now())) if parts else None


def _status_ids(text: str | None) -> tuple[UUID, ...] | None:
    """Statuses by key; types may have statuses of their own under one key."""
    by_key: dict[str, tuple[UUID, ...]] = {}
    for status_id, status in catalogue().statuses_by_id.items():
        by_key[status.key] = (*by_key.get(status.key, ()), status_id)
    found = _several(text, "status", by_key)
    return None if found is None else tuple(status_id for ids in found for status_id in ids)


def _several(text: str | None, name: str, known: dict[str, T]) -> tuple[T, ...] | None:
    if not text:
        return None
    words = text.split(",")
    if not all(word in known for word in words):
        raise Invalid.field(f"query.{name}", "unknown_value", f"One or several of {', '.join(known)}.")
    return tuple(known[word] for word in dict.fromkeys(words))


def _known(text: str | None, name: str, known: dict[str, T]) -> T | None:
    if not text:
        return None
    if text not in known:
        raise Invalid.field(f"query.{name}", "unknown_value", f"One of {', '.join(known)}.")
    return known[text]


def _one(text: str | None, name: str, *, me: UUID | None = None) -> UUID | None:
    if not text or text == NONE:
        return None
    if text == "me" and me is not None:
        return me
    try:
        return UUID(text)
    except ValueError:
        raise Invalid.field(
            f"query.{name}", "not_an_id", "An id, or one of the words allowed here."
        ) from None
