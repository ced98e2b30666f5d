"""The pure parts."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.platform.errors import Invalid, RateLimited
from relaydesk.portal.brake import Brake
from relaydesk.portal.http.source import source_of
from relaydesk.portal.rules.inline_images import readdressed
from relaydesk.portal.rules.labels import LABELS, status_label
from relaydesk.portal.rules.limits import Limit, seconds_to_wait
from relaydesk.portal.uploads import file_ids, upload_name
from relaydesk.tickets.contracts import Category

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LIMIT = Limit("t", 3, timedelta(minutes=10))


def test_every_category_has_words_for_requesters() -> None:
    assert set(LABELS) == {category.value for category in Category}
    assert status_label("hold") == status_label("open")


@given(used=st.integers(0, 10), passed=st.integers(0, 599))
def test_one_waits_only_when_over_the_limit_and_never_longer_than_the_window(used: int, passed: int) -> None:
    wait = seconds_to_wait(LIMIT, used=used, window_started_at=AT, at=AT + timedelta(seconds=passed))
    assert (wait is None) == (used <= 3)
    assert wait is None or wait == 600 - passed


def test_a_brake_counts_each_subject_for_itself_and_forgets_after_its_window() -> None:
    brake = Brake(LIMIT)
    for _ in range(3):
        brake.use("a", at=AT)
    with pytest.raises(RateLimited) as refused:
        brake.use("a", at=AT)
    assert refused.value.retry_after == 600
    with pytest.raises(RateLimited):
        brake.check("a", at=AT)
    brake.use("b", at=AT)
    brake.check("a", at=AT + LIMIT.window)
    brake.use("a", at=AT + LIMIT.window)


def test_an_upload_name_is_good_for_its_scope_only() -> None:
    ident = uuid4()
    name = upload_name(ident, scope="ticket:1")
    assert file_ids([name], scope="ticket:1") == (ident,)
    other = upload_name(uuid4(), scope="ticket:1")
    wrong = [name[:-1], name + "A", other[:32] + name[32:], str(ident), "", name.upper()]
    for text in wrong:
        with pytest.raises(Invalid):
            file_ids([text], scope="ticket:1")
    with pytest.raises(Invalid):
        file_ids([name], scope="ticket:11")
    with pytest.raises(Invalid):
        file_ids([name, name], scope="ticket:1")


def test_only_pictures_of_the_message_keep_an_address() -> None:
    html = (
        '<img alt="a" src="/api/v1/files/1"><img src="cid:%3Cx@y%3E"><img src="/api/v1/files/2">'
        '<img src="data:image/png;base64,AA=="><a href="/api/v1/files/1">f</a>'
    )
    shown = readdressed(html, by_path={"/api/v1/files/1": "/p/1?a&b"}, by_content_id={"x@y": "/p/x"})
    assert shown == (
        '<img alt="a" src="/p/1?a&amp;b"><img src="/p/x"><img src="">'
        '<img src="data:image/png;base64,AA=="><a href="/api/v1/files/1">f</a>'
    )


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", "unknown"),
    ],
)
def test_a_household_counts_as_one_source(address: str, source: str) -> None:
    assert source_of(RequestFactory().get("/", REMOTE_ADDR=address)) == source
