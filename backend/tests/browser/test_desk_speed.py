"""The desk under a held key: the cursor must follow each press, whatever a ticket costs to open."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PRESSES = 40
GAP_MS = 33
# The goal is 50 ms (docs, "performance"). The bound is wide because tests share their machine: it catches
# a ticket that is opened for each passing row (several hundred ms), not a slow minute.
BOUND_MS = 120
# Event timing says how long it took from the key to the next paint. It leaves out what took under 16 ms.
WATCH = """() => {
  window.presses = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') window.presses.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}"""


def hold(page: Page, key: str) -> list[float]:
    """Hold a key for `PRESSES` rows, and give the milliseconds from each press to its paint, sorted."""
    page.evaluate("window.presses.length = 0")
    for _ in range(PRESSES):
        page.keyboard.down(key)
        page.wait_for_timeout(GAP_MS)
    page.keyboard.up(key)
    page.wait_for_timeout(500)
    seen: list[float] = page.evaluate("window.presses")
    return sorted([0.0] * (PRESSES - len(seen)) + seen)


def at_95_percent(durations: list[float]) -> float:
    return durations[int(len(durations) * 0.95)]


def test_a_held_key_paints_each_row_and_opens_only_the_last_ticket(desk: Page) -> None:
    desk.get_by_role("button", name="全部工单").click()
    desk.get_by_role("option").first.wait_for()
    desk.keyboard.press("j")
    desk.get_by_role("region", name="往来记录").wait_for()
    desk.evaluate(WATCH)
    hold(desk, "j")  # the first round warms the browser up

    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    # Other tests run beside this one: some round must find the machine free enough.
    rounds: list[float] = []
    for key in ("k", "j") * 5:
        rounds.append(at_95_percent(hold(desk, key)))
        if rounds[-1] <= BOUND_MS:
            break

    assert min(rounds) <= BOUND_MS
    threads = [url for url in asked if "/timeline" in url]
    most = 6 + 4 * len(rounds)
    assert len(threads) <= most, "a thread is read where the cursor rests and ahead of it, not for each row"
    chosen = desk.get_by_role("option", selected=True).get_attribute("data-number")
    expect(desk.get_by_role("region", name=chosen or "", exact=True)).to_be_visible()


def test_a_key_pressed_while_the_cursor_moves_never_acts_on_the_ticket_left_behind(desk: Page) -> None:
    desk.get_by_role("button", name="全部工单").click()
    desk.get_by_role("option").first.wait_for()
    desk.keyboard.press("j")
    desk.get_by_role("region", name="往来记录").wait_for()
    changes: list[Any] = []
    desk.on("request", lambda request: changes.append(request) if request.method == "PATCH" else None)

    # Two tasks of the page right after one another: no ticket can be opened between the presses.
    desk.evaluate(
        """async () => {
          for (const key of ['j', 'e']) {
            const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
            document.body.dispatchEvent(press);
            await new Promise((done) => setTimeout(done));
          }
        }"""
    )
    desk.wait_for_timeout(800)

    assert changes == []
