"""The fields whose rights roles may narrow: each module declares its own."""

from collections.abc import Iterable, Mapping

from relaydesk.access.contracts import Field

_declared: dict[str, Field] = {}


def declare_fields(module: str, fields: Iterable[Field]) -> None:
    """Take up the fields of one module.

    Raises:
        ValueError: a field does not begin with the module's name.
    """
    for one in fields:
        if not one.key.startswith(f"{module}."):
            raise ValueError(f"field {one.key} of module {module} must begin with '{module}.'")
        _declared[one.key] = one


def declared_fields() -> Mapping[str, Field]:
    """Every field by its key."""
    return _declared
