"""`new-module`: the folder of a module, its place in the list, in the tiers and in the contracts."""

import keyword
import re
from pathlib import Path

from tools.run import ROOT, Failure, say

MODULES = ROOT / "backend" / "relaydesk"
LIST = ROOT / "backend" / "config" / "modules.py"
CONTRACTS = ROOT / ".importlinter"

README = """# {name}

What this module is for, in two sentences. The name is a word of GLOSSARY.md.

| | |
|---|---|
| Owns | nothing yet |
| Publishes | nothing |
| Listens to | nothing |
| Calls | nothing |
"""
FILES = {
    "__init__.py": "",
    "README.md": README,
    "apps.py": '''"""Django application of the module `{name}`."""

from relaydesk.platform.application import ModuleConfig


class {title}Config(ModuleConfig):
    """Registers `{name}` with Django and loads its entry points."""

    name = "relaydesk.{name}"
    label = "{name}"
''',
    "public.py": '"""What other modules may ask of {name}: functions on ids and contracts."""\n',
    "contracts.py": '"""What crosses the border of {name}: frozen dataclasses and enums."""\n',
    "events.py": '"""Facts that {name} publishes."""\n',
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/test_{name}.py": """from django.apps import apps


def test_the_module_is_part_of_the_system() -> None:
    assert apps.get_app_config("{name}").name == "relaydesk.{name}"
""",
}


def work(name: str, *, after: str) -> int:
    """Make the module `name` in the tier right above `after`.

    Raises:
        Failure: the name will not do, is taken, or `after` is no module.
    """
    if not re.fullmatch(r"[a-z]{3,20}", name) or keyword.iskeyword(name):
        raise Failure(f"'{name}' will not do: one lower-case English word of the glossary, 3 to 20 letters.")
    folder = MODULES / name
    if folder.exists():
        raise Failure(f"There is a module '{name}' already.")
    modules, contracts = LIST.read_text(), CONTRACTS.read_text()
    if f'    "{after}",\n' not in modules:
        raise Failure(f"There is no module '{after}' to put it after; see {LIST.relative_to(ROOT)}.")
    listed = modules.replace(f'    "{after}",\n', f'    "{after}",\n    "{name}",\n')
    bound = add_to_contracts(contracts, name, after=after)
    for path, text in FILES.items():
        file = folder / path.format(name=name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(name=name, title=name.title()))
    LIST.write_text(listed)
    CONTRACTS.write_text(bound)
    say(f"made {folder.relative_to(ROOT)}; its place is in {Path(LIST).name} and {CONTRACTS.name}")
    say("next: docs/tutorials/add-a-feature.md")
    return 0


def add_to_contracts(contracts: str, name: str, *, after: str) -> str:
    """Add a module to the tiers (right above `after`), to the doors and to the shape.

    Raises:
        Failure: the contracts do not look as expected.
    """
    tiers, doors, shape = (_section(contracts, part) for part in ("tiers", "doors", "shape"))
    line = re.search(rf"^    .*\b{after}\b.*$", tiers.split("layers =", 1)[-1], flags=re.MULTILINE)
    member = re.compile(r"(?:    relaydesk\.[a-z]+\n)+")
    if line is None or not member.search(doors) or not member.search(shape):
        raise Failure(f"{CONTRACTS.name} has changed its form; add '{name}' to it by hand.")
    contracts = contracts.replace(tiers, tiers.replace(line.group(0), f"    {name}\n{line.group(0)}", 1))
    for part in ("doors", "shape"):
        section = _section(contracts, part)
        grown = member.sub(lambda found: f"{found.group(0)}    relaydesk.{name}\n", section, count=1)
        contracts = contracts.replace(section, grown)
    return contracts


def _section(contracts: str, part: str) -> str:
    found = re.search(rf"\[importlinter:contract:{part}\].*?(?=\n\[|\Z)", contracts, flags=re.DOTALL)
    if found is None:
        raise Failure(f"{CONTRACTS.name} has no contract '{part}'.")
    return found.group(0)
