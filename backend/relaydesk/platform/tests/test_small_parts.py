import threading
import time
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from relaydesk.platform import cache, clock
from relaydesk.platform.ids import uuid7


def test_identifiers_are_of_version_7_hold_the_time_and_rise() -> None:
    before = time.time_ns() // 1_000_000
    ids = [uuid7() for _ in range(5000)]
    after = time.time_ns() // 1_000_000
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {i.version for i in ids} == {7}
    assert {i.variant for i in ids} == {"specified in RFC 4122"}
    assert before <= ids[0].int >> 80 <= after + 2


def test_identifiers_of_several_threads_never_repeat() -> None:
    made: list[object] = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7() for _ in range(2000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8000


def test_the_clock_stands_still_when_told() -> None:
    at = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
    with clock.frozen(at):
        assert clock.now() == at
    assert clock.now().tzinfo is UTC
    with pytest.raises(ValueError, match="aware"), clock.frozen(at.replace(tzinfo=None)):
        pass


def test_an_answer_is_remembered_for_its_time_and_a_failure_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[int] = []
    passed = [0.0]
    monkeypatch.setattr(cache, "time", SimpleNamespace(monotonic=lambda: passed[0]))

    @cache.cached(seconds=0.05)
    def double(number: int) -> int:
        calls.append(number)
        if len(calls) == 1:
            raise ValueError
        return number * 2

    with pytest.raises(ValueError):  # noqa: PT011 - that it passes through is the point
        double(2)
    assert [double(2), double(2), double(3)] == [4, 4, 6]
    assert calls == [2, 2, 3]
    passed[0] = 0.06
    double(2)
    assert calls == [2, 2, 3, 2]
    cache.clear_all()
    double(2)
    assert calls == [2, 2, 3, 2, 2]
