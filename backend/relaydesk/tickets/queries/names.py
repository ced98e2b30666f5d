"""What statuses and fields are called, for those who tell people about them."""

from relaydesk.tickets.permissions import FIELDS
from relaydesk.tickets.queries.catalogue import catalogue


def names_of_statuses() -> dict[str, tuple[str, str]]:
    """What statuses are called in Chinese and English, by key."""
    return {one.key: (one.name, one.name_en) for one in catalogue().statuses_by_id.values()}


def names_of_fields() -> dict[str, tuple[str, str]]:
    """What fields of tickets are called in Chinese and English, by the keys that refusals name."""
    names = {one.key: (one.name, one.name_en) for one in FIELDS}
    short = {key.removeprefix("tickets."): name for key, name in names.items()}
    return {**names, **short, **{f"{key}_id": short[key] for key in ("team", "assignee")}}
