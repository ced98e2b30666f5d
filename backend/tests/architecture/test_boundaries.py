"""What an import graph cannot see: foreign keys, reverse relations, too-wide doors, hidden look-ups."""

import inspect
import re
import typing
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.db.models import Model, QuerySet
from django.db.models.fields.related import ForeignKey, OneToOneField

from config.modules import MODULES

BACKEND = Path(__file__).resolve().parents[2]
SAME_TIER = ({"calendars", "files", "privacy"}, {"dispatch", "sla"}, {"realtime", "audit"})


def tier(module: str) -> int:
    for number, modules in enumerate(SAME_TIER):
        if module in modules:
            return MODULES.index(sorted(SAME_TIER[number], key=MODULES.index)[0])
    return MODULES.index(module)


def foreign_keys(models: list[type[Model]]) -> list[tuple[type[Model], ForeignKey]]:  # type: ignore[type-arg]
    return [
        (model, field)
        for model in models
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField)
    ]


def wrong_keys(models: list[type[Model]]) -> list[str]:
    """The foreign keys that point upwards or open a reverse relation across modules."""
    wrong = []
    for model, field in foreign_keys(models):
        here, there = model._meta.app_label, field.related_model._meta.app_label
        if here not in MODULES or there == here:
            continue
        if there not in MODULES or tier(there) >= tier(here):
            wrong.append(f"{model._meta.label}.{field.name} points to {there}, which is not below {here}")
        if field.remote_field.related_name != "+":
            wrong.append(f"{model._meta.label}.{field.name} needs related_name='+'")
    return wrong


def test_foreign_keys_across_modules_point_down_and_have_no_reverse() -> None:
    assert wrong_keys(list(apps.get_models())) == []


def test_the_check_of_foreign_keys_finds_a_planted_mistake() -> None:
    """A check that cannot fail proves nothing: turn the tiers over and it must speak."""
    tickets = apps.get_model("tickets", "Ticket")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{__name__}.MODULES", tuple(reversed(MODULES)))
        assert any("points to people" in text for text in wrong_keys([tickets]))


def doors() -> list[ModuleType]:
    names = [f"relaydesk.{module}.public" for module in MODULES]
    return [import_module(name) for name in names if find_spec(name) is not None]


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.__name__)
def test_a_public_door_is_functions_that_neither_take_nor_give_models(door: ModuleType) -> None:
    for name, function in inspect.getmembers(door, inspect.isfunction):
        if name.startswith("_") or not function.__module__.startswith(door.__name__.rpartition(".")[0]):
            continue
        for place, hint in typing.get_type_hints(function).items():
            assert not _mentions_a_row(hint), f"{door.__name__}.{name}: {place} is {hint}"


def _mentions_a_row(hint: object) -> bool:
    inner = typing.get_args(hint)
    if inner:
        return any(_mentions_a_row(part) for part in inner)
    return isinstance(hint, type) and issubclass(hint, Model | QuerySet)


HIDDEN = {
    "apps.get_model(": re.compile(r"\bapps\.get_model\("),
    "a Django signal": re.compile(r"from django\.(db\.models|core|dispatch)(\.signals|\b.*\breceiver\b)"),
    "a save() override": re.compile(r"^\s+def save\(self", re.MULTILINE),
}


@pytest.mark.parametrize("what", sorted(HIDDEN))
def test_no_source_file_hides(what: str) -> None:
    sources = [
        path
        for path in (BACKEND / "relaydesk").rglob("*.py")
        if "migrations" not in path.parts and "tests" not in path.parts
    ]
    assert len(sources) > 50
    assert [str(path) for path in sources if HIDDEN[what].search(path.read_text())] == []


def test_no_file_is_a_drawer() -> None:
    drawers = {"services.py", "utils.py", "helpers.py", "common.py", "core.py"}
    assert [str(p) for p in (BACKEND / "relaydesk").rglob("*.py") if p.name in drawers] == []
