"""Conditions on tickets, asked by somebody: only of fields that he may read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from relaydesk.access.contracts import Actor
from relaydesk.calendars import public as calendars
from relaydesk.people import public as people
from relaydesk.platform.conditions import Context, Field, Node, fields_of, parse
from relaydesk.platform.errors import Forbidden, Invalid
from relaydesk.tickets.fields import TICKET_FIELDS
from relaydesk.tickets.queries.own_fields import RIGHT_OF

HOUSE_ZONE = "Asia/Shanghai"


def parse_condition(sent: Any, actor: Actor) -> Node:
    """Check a condition on tickets.

    Raises:
        Invalid: it is faulty; each fault names its place.
        Forbidden: "field_hidden": it asks for what the actor may not read, so its answer would tell it.
    """
    node = parse(sent, TICKET_FIELDS)
    hidden = sorted(fields_of(node) - readable_fields(actor).keys())
    if hidden:
        raise Forbidden("A role hides these fields.", code="field_hidden", data={"fields": hidden})
    return node


def readable_fields(actor: Actor) -> Mapping[str, Field]:
    """The fields that the actor may ask for: those that he reads in full, for every ticket type."""
    closed = {name for (name, _), right in actor.field_rights.items() if not right.shows}
    return {key: field for key, field in TICKET_FIELDS.all().items() if RIGHT_OF.get(key) not in closed}


def context_of(actor: Actor, at: datetime) -> Context:
    """For whom and when a condition is asked; his own time zone decides what "today" is."""
    agent = people.agent(actor.agent_id) if actor.agent_id else None
    return Context(
        at=at,
        zone=ZoneInfo(agent.timezone if agent else HOUSE_ZONE),
        me={
            "agent": (actor.agent_id,) if actor.agent_id else (),
            "team": tuple(sorted(actor.team_ids)),
            "department": (actor.department_id,) if actor.department_id else (),
        },
        working=calendars.default_calendar().clock,
    )


def sent_condition(text: str) -> Any:
    """The condition of a query string, not yet checked.

    Raises:
        Invalid: it is no JSON.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Invalid.field("query.condition", "not_json", "A condition as JSON.") from None
