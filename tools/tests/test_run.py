import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.run import Failure, digest, is_stamped, must, run, set_stamp


def test_a_digest_changes_with_content_name_and_extra_words(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("a")
    assert digest([one]) == digest([one])
    assert digest([one]) != digest([two])
    assert digest([one]) != digest([one], "3.12")
    assert digest([one, two]) == digest([two, one])
    before = digest([one])
    one.write_text("b")
    assert digest([one]) != before


def test_a_stamp_is_true_only_for_what_was_stamped(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    assert not is_stamped(stamp, "x")
    set_stamp(stamp, "x")
    assert is_stamped(stamp, "x")
    assert not is_stamped(stamp, "y")
    assert list(tmp_path.iterdir()) == [stamp]


def test_a_quiet_program_is_heard_when_it_fails(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([sys.executable, "-c", "print('fine')"], quiet=True) == 0
    assert capfd.readouterr().err == ""
    assert run([sys.executable, "-c", "print('broken'); raise SystemExit(3)"], quiet=True) == 3
    assert "broken" in capfd.readouterr().err


def test_a_program_that_is_not_there_fails_in_plain_words() -> None:
    with pytest.raises(Failure, match="could not be done"):
        must(["/nowhere/at/all"], "It could not be done")


def test_two_set_ups_wait_for_each_other(tmp_path: Path) -> None:
    program = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "import tools.run, pathlib; tools.run.CACHE = pathlib.Path(sys.argv[2])\n"
        "with tools.run.only_one('thing'):\n"
        "    print('in', flush=True); time.sleep(0.6); print('out', flush=True)\n"
    )
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", program, root, str(tmp_path)]
    with (tmp_path / "said").open("w") as said:
        both = [subprocess.Popen(command, stdout=said, env={**os.environ}) for _ in range(2)]
        started = time.monotonic()
        assert [process.wait() for process in both] == [0, 0]
    assert time.monotonic() - started > 1.0
    assert (tmp_path / "said").read_text().split() == ["in", "out", "in", "out"]
