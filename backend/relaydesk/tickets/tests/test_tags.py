"""Tags: what is offered while one types, and renaming everywhere."""

from typing import Any

import pytest
from django.db import connection

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_role, an_actor_with, an_administrator, client_of
from relaydesk.people import public as people
from relaydesk.platform import events
from relaydesk.platform.cache import clear_all
from relaydesk.platform.testing import run_jobs
from relaydesk.tickets.public import ticket
from relaydesk.tickets.queries import tags as queries
from relaydesk.tickets.rules.text import renamed
from relaydesk.tickets.testing import fill_with_tickets, make_ticket, plans_of
from relaydesk.tickets.tests.conftest import Desk, desk_of

pytestmark = pytest.mark.django_db
TAGS = "/ticket-tags"


@pytest.fixture
def admin(db: None) -> Desk:
    return desk_of(an_administrator())


def offered(desk: Desk, text: str) -> Any:
    clear_all()
    return desk.get(f"{TAGS}?q={text}")["items"]


def test_a_tag_keeps_its_place_under_its_new_name_and_stands_once() -> None:
    assert renamed(("a", "b", "c"), ["b"], "x") == ("a", "x", "c")
    assert renamed(("a", "b", "c"), ["b", "c"], "x") == ("a", "x")
    assert renamed(("VPN", "x"), ["VPN"], "vpn") == ("vpn", "x")
    assert renamed(("a", "X"), ["a"], "x") == ("x",)


def test_what_begins_so_comes_first_then_what_is_used_most_and_capitals_do_not_matter(admin: Desk) -> None:
    for tags in (["VPN"], ["vpn-专线"], ["vpn-专线"], ["旧VPN"], ["打印机"]):
        make_ticket(tags=tags)
    assert offered(admin, "vpn") == ["vpn-专线", "VPN", "旧VPN"]
    assert offered(admin, "打印") == ["打印机"]
    assert offered(admin, "无") == []
    assert len(offered(admin, "")) == 4


def test_only_tags_of_tickets_within_sight_are_offered_new_or_old(
    admin: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = (people.make_team(key=key, name=key) for key in ("mine", "theirs"))
    make_ticket(tags=["机密项目"], team_id=theirs)
    make_ticket(tags=["机房巡检"], team_id=mine)
    narrow = desk_of(an_actor_with(grants={"tickets.read": Scope.TEAM}, teams=("mine",)))
    assert offered(narrow, "机") == ["机房巡检"]
    # Long ago: nothing of it is among those that changed last, and the list of names is asked.
    monkeypatch.setattr(queries, "LOOK", 0)
    assert offered(narrow, "机") == ["机房巡检"]
    assert offered(admin, "机") == ["机密项目", "机房巡检"]


def test_who_may_not_read_tags_of_a_type_is_offered_none_of_its_tags(admin: Desk) -> None:
    make_ticket(tags=["保密"])
    lines = [{"field": "tickets.tags", "right": "hidden"}]
    blind = a_role(grants={"tickets.read": Scope.ALL}, field_rights=lines)
    assert offered(desk_of(an_actor_with(roles=[blind])), "保") == []
    assert offered(admin, "保") == ["保密"]


def test_a_tag_is_renamed_on_every_ticket_which_keeps_its_place_in_lists(admin: Desk) -> None:
    first = make_ticket(tags=["网络", "VPN"])
    second = make_ticket(tags=["vpn", "VPN专线"])
    other = make_ticket(tags=["网络"])
    told = admin.post(f"{TAGS}/rename", {"names": ["VPN", "VPN专线"], "to": " vpn "}, 202)
    assert told == {"names": ["VPN", "VPN专线"], "to": "vpn"}
    run_jobs("bulk")
    after = {one.id: ticket(one.id) for one in (first, second, other)}
    assert [after[one.id].tags for one in (first, second, other)] == [("网络", "vpn"), ("vpn",), ("网络",)]
    assert after[first.id].version == first.version + 1
    assert after[first.id].updated_at == first.updated_at
    assert after[other.id].version == other.version
    changed = events.history(f"ticket:{first.id}")[-1]
    assert changed.name == "tickets.ticket.edited"
    assert changed.payload["changes"] == {"tags": [["网络", "VPN"], ["网络", "vpn"]]}
    asked, done = events.history("tag:vpn")
    assert (asked.name, done.name) == ("tickets.tag.rename_asked", "tickets.tag.renamed")
    assert done.payload["tickets"] == 2
    assert done.actor == asked.actor


def test_a_renaming_that_is_begun_again_goes_on_where_it_stands(
    admin: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [make_ticket(tags=["旧"]) for _ in range(5)]
    monkeypatch.setattr("relaydesk.tickets.actions.rename_tags.PORTION", 2)
    monkeypatch.setattr("relaydesk.tickets.actions.rename_tags.TURN_SECONDS", -1)
    admin.post(f"{TAGS}/rename", {"names": ["旧"], "to": "新"}, 202)
    run_jobs("bulk")
    assert {ticket(one.id).tags for one in made} == {("新",)}  # type: ignore[union-attr]
    assert events.history("tag:新")[-1].payload["tickets"] == 5


def test_a_renaming_without_sense_is_refused(admin: Desk) -> None:
    make_ticket(tags=["甲"])
    admin.post(f"{TAGS}/rename", {"names": ["甲"], "to": "甲"}, 422)
    admin.post(f"{TAGS}/rename", {"names": ["甲"], "to": " "}, 422)
    admin.post(f"{TAGS}/rename", {"names": ["乙"], "to": "丙"}, 409)


def test_only_who_may_manage_tags_of_all_tickets_renames_them(desk: Desk) -> None:
    make_ticket(tags=["甲"])
    body = {"names": ["甲"], "to": "乙"}
    desk.post(f"{TAGS}/rename", body, 403)
    desk.get(f"{TAGS}/uses", 403)
    narrow = an_actor_with(grants={"tickets.read": Scope.ALL, "tickets.manage_tags": Scope.TEAM})
    assert client_of(narrow).post(f"/api/v1{TAGS}/rename", body).status_code == 403


def test_the_uses_are_counted_page_by_page_and_what_nobody_bears_is_left_out(admin: Desk) -> None:
    for number in range(5):
        make_ticket(tags=[f"tag{number}", "every"])
    make_ticket(tags=["gone"])
    admin.post(f"{TAGS}/rename", {"names": ["gone"], "to": "tag0"}, 202)
    run_jobs("bulk")
    first = admin.get(f"{TAGS}/uses?limit=4")
    assert [(one["name"], one["count"]) for one in first["items"]] == [
        ("every", 5),
        ("tag0", 2),
        ("tag1", 1),
        ("tag2", 1),
    ]
    rest = admin.get(f"{TAGS}/uses?limit=4&cursor={first['next_cursor']}")
    assert [one["name"] for one in rest["items"]] == ["tag3", "tag4"]
    assert rest["next_cursor"] is None
    assert [one["name"] for one in admin.get(f"{TAGS}/uses?q=EV")["items"]] == ["every"]


@pytest.mark.slow
def test_tags_are_looked_up_by_an_index_however_many_tickets_there_are() -> None:
    fill_with_tickets(20_000)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tickets_ticket SET tags = ARRAY['t' || (id % 50)::text] WHERE id % 4 = 0")
        cursor.execute(
            "INSERT INTO tickets_tag SELECT DISTINCT tag, tag FROM tickets_ticket, unnest(tags) tag"
        )
        cursor.execute("ANALYZE tickets_ticket")
    actor = an_administrator()
    for plan in plans_of(lambda: queries.used_tags(actor, "", after=None, limit=10)):
        assert "Seq Scan on tickets_ticket" not in plan, plan
    clear_all()
    for plan in plans_of(lambda: queries.suggested_tags(actor, "t4", limit=12)):
        assert "Seq Scan on tickets_ticket" not in plan, plan
