"""The kill drill in its one-minute form: kill -9 of every process, and nothing is lost or doubled."""

import pytest

from bench.drills import kill

pytestmark = [pytest.mark.slow, pytest.mark.drill]


def test_nothing_is_lost_while_processes_are_killed(capsys: pytest.CaptureFixture[str]) -> None:
    code = kill.main(["--seconds", "60", "--messages", "1000"])
    assert code == 0, capsys.readouterr().out
