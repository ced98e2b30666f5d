import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_what_a_machine_without_node_needs_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "config/cli.py" in names
    assert any(name.startswith("relaydesk/tickets/migrations/0001") for name in names)
    assert any(name.endswith(".html") and "/templates/" in name for name in names)
    assert not [name for name in names if "/tests/" in name or name.endswith("conftest.py")]
    built = {
        path.relative_to(ROOT / "backend").as_posix() for path in (ROOT / "backend/config/web").rglob("*.js")
    }
    assert built <= set(names)


def test_the_wheel_names_every_requirement(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    wanted = (ROOT / "requirements.in").read_text().split()
    assert archive.read(metadata).decode().count("Requires-Dist: ") == len(wanted)


def test_the_installed_command_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    site = next(home.glob("lib/python3*/site-packages"))
    (site / "borrowed.pth").write_text(
        sysconfig.get_path("purelib") + "\n"
    )  # the requirements, without a network
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install"]
    done = subprocess.run(
        [*pip, "--quiet", "--no-deps", "--no-index", str(wheel)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DATABASE_URL")
    }
    said = subprocess.run(
        [str(home / "bin" / "relaydesk"), "token", "a@b.example", "--data", str(tmp_path / "none")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
    )
    assert said.returncode == 1
    assert "There are no data" in said.stderr
