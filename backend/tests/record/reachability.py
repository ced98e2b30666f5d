"""Which functions of ours can be reached from one of them, as far as names in the source tell."""

import ast
import importlib.util
from functools import cache
from pathlib import Path

Place = tuple[str, str]
"""A module and the name of something at its top level."""


class Module:
    """One module's source: where its names come from, and what its functions and classes mention."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        self.imports: dict[str, Place] = {}
        self.bodies: dict[str, ast.AST] = {}
        self.aliases: dict[str, ast.expr] = {}
        tree = ast.parse(path.read_text())
        self._take_assignments(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self.imports[alias.asname or alias.name] = (node.module, alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    self.imports[alias.asname or alias.name.partition(".")[0]] = (alias.name, "")
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                self.bodies.setdefault(node.name, node)

    def _take_assignments(self, tree: ast.Module) -> None:
        """Names that stand for something else, at the top level only: local ones are nobody else's."""
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.aliases.setdefault(node.targets[0].id, node.value)


@cache
def module(name: str) -> Module | None:
    """A module of ours, or None."""
    if not name.startswith(("relaydesk.", "config.")):
        return None
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        return None
    return Module(name, Path(spec.origin)) if spec and spec.origin else None


def mentioned(place: Place) -> set[Place]:
    """What the body at a place mentions, followed through imports and re-exports."""
    home = module(place[0])
    if home is None:
        return set()
    body = home.bodies.get(place[1]) or home.aliases.get(place[1])
    if body is None:
        source = home.imports.get(place[1])
        return {source} if source else set()
    found: set[Place] = set()
    for node in ast.walk(body):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            base = home.imports.get(node.value.id)
            if base is not None:
                found.add((f"{base[0]}.{base[1]}".rstrip("."), node.attr))
                found.add((base[0], base[1]))
            elif node.value.id in ("self", "cls") and node.attr in home.bodies:
                found.add((home.name, node.attr))
        elif isinstance(node, ast.Name):
            if node.id in home.imports:
                found.add(home.imports[node.id])
            elif node.id in home.bodies or node.id in home.aliases:
                found.add((home.name, node.id))
    return found


def reaches(start: Place, goals: frozenset[Place]) -> bool:
    """Whether a goal can be reached."""
    seen, waiting = {start}, [start]
    while waiting:
        for place in mentioned(waiting.pop()):
            if place in goals:
                return True
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return False
