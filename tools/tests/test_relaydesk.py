import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def call(
    *words: str, env: dict[str, str] | None = None, cwd: Path = ROOT
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(ROOT / "relaydesk"), *words],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=env or dict(os.environ),
    )


def test_every_verb_of_the_readme_is_there() -> None:
    said = call("--help").stdout
    for verb in ("up", "test", "check", "fmt", "bench", "drill", "api", "token", "build", "new-module"):
        assert f"    {verb}" in said


def test_it_works_from_any_folder(tmp_path: Path) -> None:
    assert call("--help", cwd=tmp_path).returncode == 0


def test_an_old_python_is_refused_in_plain_words(tmp_path: Path) -> None:
    python = tmp_path / "python3"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    for name in ("dirname", "sh"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    done = call("up", env={"PATH": str(tmp_path)})
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


@pytest.mark.parametrize("words", [("dance",), ("check", "--slow"), ("migrate", "--sideways")])
def test_a_wrong_word_is_named(words: tuple[str, ...]) -> None:
    done = call(*words)
    assert done.returncode == 2
    assert words[-1] in done.stderr


def test_a_token_without_data_tells_what_to_do(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = call("token", "a@b.example", "--data", str(tmp_path / "none"), env=env)
    assert done.returncode == 1
    assert "relaydesk up" in done.stderr


def test_the_tools_use_nothing_but_the_standard_library() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import tools.commands, tools.whole_test, tools.openapi, tools.wheel, tools.new_module\n"
    )
    done = subprocess.run(["python3", "-I", "-S", "-c", program, str(ROOT)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
