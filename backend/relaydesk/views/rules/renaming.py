"""Tags that have another name, in the conditions of views. Pure."""

from collections.abc import Collection
from typing import Any


def with_renamed_tags(condition: Any, names: Collection[str], to: str) -> Any:
    """A condition as JSON in which tags that were renamed stand under their new name, none twice."""
    if isinstance(condition, list):
        return [with_renamed_tags(part, names, to) for part in condition]
    if not isinstance(condition, dict):
        return condition
    if condition.get("field") != "tags":
        return {word: with_renamed_tags(part, names, to) for word, part in condition.items()}
    value = condition.get("value")
    if isinstance(value, list):
        value = list(dict.fromkeys(to if one in names else one for one in value))
    elif value in names:
        value = to
    return {**condition, "value": value} if "value" in condition else condition
