"""Conditions as they come in, and the catalogue from which screens build them."""

from typing import Any

from relaydesk.access.contracts import Actor
from relaydesk.platform.conditions import Field, operators_of
from relaydesk.tickets.queries.conditions import readable_fields

Json = dict[str, Any]


def present_fields(actor: Actor) -> list[Json]:
    """The fields that the actor may ask for, with what may be asked."""
    return [_field(field) for field in readable_fields(actor).values()]


def _field(field: Field) -> Json:
    choices = field.choices() if field.choices else None
    return {
        "key": field.key,
        "kind": field.kind.value,
        "name": field.name,
        "name_en": field.name_en,
        "operators": [one.value for one in operators_of(field.kind)],
        "choices": choices
        and [{"value": one.value, "name": one.name, "name_en": one.name_en} for one in choices],
        "refers_to": field.refers_to,
    }
