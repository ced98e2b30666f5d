"""Sensitivity labels as every screen shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from relaydesk.access.models import Label
from relaydesk.platform.cache import cached


@dataclass(frozen=True, slots=True)
class LabelView:
    """A label with its names and colour."""

    key: str
    name: str
    name_en: str
    colour: str
    version: int


@cached(seconds=1)
def labels() -> Mapping[str, LabelView]:
    """Every label by its key, at most a second old."""
    rows = Label.objects.order_by("key").values_list("key", "name", "name_en", "colour", "version")
    return {row[0]: LabelView(*row) for row in rows}
