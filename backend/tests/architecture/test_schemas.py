"""The OpenAPI file knows a schema by its bare name: two of one name would be one, wrong for one of them."""

from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages

from ninja import Schema

from config.modules import MODULES


def schemas() -> dict[str, set[str]]:
    """Where the schemas of each name are defined."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        if find_spec(f"relaydesk.{module}.http") is None:
            continue
        package = import_module(f"relaydesk.{module}.http")
        for info in walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(info.name)).values():
                if isinstance(value, type) and issubclass(value, Schema) and "[" not in value.__name__:
                    found[value.__name__].add(value.__module__)
    return found


def test_no_two_schemas_have_one_name() -> None:
    known = schemas()
    assert len(known) > 100
    assert {name: sorted(places) for name, places in known.items() if len(places) > 1} == {}
