"""The glossary holds: no class, field or module is named by a word that it bans."""

import ast
import re
from itertools import pairwise
from pathlib import Path

from django.apps import apps

from config.modules import MODULES

ROOT = Path(__file__).resolve().parents[3]
ROW = re.compile(r"^\|(?P<word>[^|]+)\|(?P<chinese>[^|]+)\|(?P<meaning>[^|]+)\|(?P<banned>[^|]+)\|$")
# Words of Django, of PostgreSQL or of a standard, which we cannot choose.
NOT_OURS = {"TaskView"}


def rows() -> list[dict[str, str]]:
    """The lines of the glossary's tables."""
    lines = (ROW.match(line) for line in (ROOT / "GLOSSARY.md").read_text().splitlines())
    found = [{k: v.strip() for k, v in match.groupdict().items()} for match in lines if match]
    return [row for row in found if row["word"] != "word" and not set(row["word"]) <= {"-"}]


def banned_words() -> set[str]:
    return {
        word.strip().lower()
        for row in rows()
        for word in row["banned"].split("(")[0].split(",")
        if word.strip() not in ("", "–")
    }


def parts(name: str) -> set[str]:
    """The words of a name, and neighbours joined: `UserGroup` → user, group, usergroup."""
    words = [w.lower() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]
    return {*words, *(a + b for a, b in pairwise(words))}


def classes() -> list[tuple[str, str]]:
    found = []
    for path in sorted((ROOT / "backend" / "relaydesk").rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and node.name not in NOT_OURS:
                found.append((str(path.relative_to(ROOT)), node.name))
    return found


def test_the_glossary_can_be_read() -> None:
    assert len(rows()) > 40
    assert {"case", "issue", "customer", "queue", "severity"} <= banned_words()
    for row in rows():
        assert re.search(r"[\u4e00-\u9fff]", row["chinese"]), row


def test_no_word_is_both_ours_and_banned() -> None:
    ours = {
        word.strip().lower()
        for row in rows()
        for word in re.split(r"[,(]", row["word"])
        if " " not in word.strip()
    }
    assert ours & banned_words() == set()


def test_no_class_is_named_by_a_banned_word() -> None:
    banned = banned_words()
    assert len(classes()) > 100
    assert [(where, name) for where, name in classes() if parts(name) & banned] == []


def test_no_model_field_is_named_by_a_banned_word() -> None:
    banned = banned_words()
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in MODULES
        for field in model._meta.get_fields()
        if parts(field.name) & banned
    ]
    assert wrong == []


def test_no_module_is_named_by_a_banned_word() -> None:
    assert set(MODULES) & banned_words() == set()
