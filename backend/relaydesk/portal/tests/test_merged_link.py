"""The link of a ticket that was merged into another."""

import pytest

from relaydesk.access.contracts import SYSTEM
from relaydesk.platform.clock import now
from relaydesk.portal.tests.conftest import Holder, make_holder, staff_says
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.django_db


def merge(target: Holder, source: Holder) -> None:
    tickets.merge_tickets(
        actor=SYSTEM("test"), at=now(), number=target.number, sources=[source.number], across_requesters=True
    )


def test_the_same_requesters_link_leads_to_the_ticket_in_which_it_goes_on() -> None:
    target = make_holder("li@example.com", subject="第一件", body="甲")
    source = make_holder("li@example.com", subject="第二件", body="乙")
    merge(target, source)
    page = source.page()
    assert (page["number"], page["merged"], page["merged_number"]) == (target.number, True, source.number)
    assert len(page["messages"]) == 2
    said = source.answer("还有一句")
    assert said.json()["ticket_number"] == target.number
    assert len(target.page()["messages"]) == 3
    assert (target.page()["merged"], target.page()["merged_number"]) == (False, None)
    assert page["own_url"].endswith(target.token)
    assert target.page()["own_url"] is None


def test_a_link_shows_nothing_of_another_requesters_ticket() -> None:
    target = make_holder("li@example.com", subject="李女士的事", body="绝密-7391")
    source = make_holder("zhao@example.com", subject="赵先生的事", body="赵先生的话")
    merge(target, source)
    staff_says(target, "给李女士的回复-5512")
    page = source.page()
    assert (page["number"], page["merged"], page["merged_number"]) == (source.number, True, None)
    assert [one["mine"] for one in page["messages"]] == [True]
    said = source.answer("赵先生又说")
    assert said.status_code == 201
    # Neither number nor link of the other ticket comes back.
    assert said.json()["ticket_number"] == source.number
    assert said.json()["portal_url"].endswith(source.token)
    everything = source.client.get(source.path).content.decode() + said.content.decode()
    for secret in ("7391", "5512", target.number, target.token, "李女士"):
        assert secret not in everything
    assert [one["mine"] for one in source.page()["messages"]] == [True, True]
    # Nor does the other requester read what this one writes.
    assert "赵先生" not in target.client.get(target.path).content.decode()


def test_the_page_of_a_merged_ticket_changes_its_tag_with_the_other() -> None:
    target, source = make_holder("li@example.com"), make_holder("zhao@example.com")
    merge(target, source)
    tag = source.client.get(source.path)["ETag"]
    source.answer("还在吗")
    assert source.client.get(source.path, headers={"If-None-Match": tag}).status_code == 200


def test_the_link_of_a_merged_ticket_ends_with_the_other_in_the_bin() -> None:
    from relaydesk.access.testing import an_administrator, client_of

    target = make_holder("li@example.com")
    source = make_holder("li@example.com")
    merge(target, source)
    client_of(an_administrator()).delete(f"/api/v1/tickets/{target.number}")
    assert source.client.get(source.path).status_code == 404
