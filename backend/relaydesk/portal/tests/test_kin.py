"""What a requester is told of his tickets that came out of one another."""

import pytest
from django.db import connection

from relaydesk.platform.clock import now
from relaydesk.platform.ids import uuid7
from relaydesk.portal.tests.conftest import Holder, make_holder

pytestmark = pytest.mark.django_db


def split(source: Holder, made: Holder) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tickets_ticketlink (id, source_id, target_id, kind, created_at)"
            " VALUES (%s, %s, %s, 'split', %s)",
            [uuid7(), source.ticket_id, made.ticket_id, now()],
        )


def test_what_was_split_off_is_named_with_its_link_on_both_pages() -> None:
    source, made = make_holder("li@example.com"), make_holder("li@example.com", subject="另一件")
    tag = source.client.get(source.path)["ETag"]
    split(source, made)
    assert source.client.get(source.path, headers={"If-None-Match": tag}).status_code == 200
    [there] = source.page()["kin"]
    assert (there["kind"], there["number"]) == ("split_off", made.number)
    assert there["url"].endswith(made.token)
    [back] = made.page()["kin"]
    assert (back["kind"], back["number"]) == ("split_from", source.number)
    assert back["url"].endswith(source.token)


def test_what_became_somebody_elses_is_not_named() -> None:
    source, made = make_holder("li@example.com"), make_holder("zhao@example.com")
    split(source, made)
    assert source.page()["kin"] == []
    assert made.page()["kin"] == []
