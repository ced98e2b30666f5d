"""Merging contacts with their tickets; labels; what errors may tell."""

from uuid import UUID

import pytest

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import (
    a_label,
    a_role,
    a_security_administrator,
    an_actor_with,
    an_administrator,
    an_agent,
    client_of,
)
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.events import history
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return client_of(an_administrator())


def a_contact(client, name="张三", *values, **more):
    identities = [{"kind": "email" if "@" in value else "phone", "value": value} for value in values]
    response = client.post("/api/v1/contacts", {"name": name, "identities": identities, **more})
    assert response.status_code == 201, response.content
    return response.json()


def requester_of(number):
    return str(tickets.ticket(number).requester_id)


PEOPLE = {
    f"people.{word}": Scope.ALL
    for word in ("read_contacts", "write_contacts", "merge_contacts", "read_agents", "export", "import")
}


def cleared(*labels):
    """A client of somebody who may do everything with contacts and is cleared for these labels only."""
    for label in labels:
        a_label(label)
    return client_of(an_actor_with(grants=PEOPLE, labels=labels))


class TestIdentities:
    def test_a_contact_has_many_of_each_kind_in_one_form(self, admin):
        contact = a_contact(admin, "李华", "Li@Example.com", "138-0013-8000")
        path = f"/api/v1/contacts/{contact['id']}"
        added = admin.post(f"{path}/identities", {"kind": "wechat", "value": "wx_LiHua", "verified": True})
        assert [(i["kind"], i["value"], i["verified"]) for i in added.json()["identities"]] == [
            ("email", "li@example.com", False),
            ("phone", "+8613800138000", False),
            ("wechat", "wx_LiHua", True),
        ]
        for bad in ({"kind": "phone", "value": "12"}, {"kind": "wechat", "value": "a\u0000b"}):
            assert admin.post(f"{path}/identities", bad).status_code == 422
        again = admin.post(f"{path}/identities", {"kind": "phone", "value": "13800138000"})
        assert len(again.json()["identities"]) == 3

    def test_the_first_choice_is_what_lists_show(self, admin):
        contact = a_contact(admin, "李华", "old@example.com", "new@example.com")
        path = f"/api/v1/contacts/{contact['id']}"
        assert contact["email"] == "old@example.com"
        second = contact["identities"][1]["id"]
        changed = admin.patch(f"{path}/identities/{second}", {"first": True, "verified": True}).json()
        assert changed["email"] == "new@example.com"
        assert changed["identities"][0]["first"]
        listed = admin.get("/api/v1/contacts?q=李").json()["items"][0]
        assert listed["email"] == "new@example.com"

    def test_one_that_is_taken_away_is_free_again(self, admin):
        contact = a_contact(admin, "李华", "li@example.com")
        identity = contact["identities"][0]["id"]
        other = a_contact(admin, "王五")
        foreign = f"/api/v1/contacts/{other['id']}/identities/{identity}"
        assert admin.delete(foreign).status_code == 404
        assert admin.patch(foreign, {"verified": True}).status_code == 404
        assert admin.delete(f"/api/v1/contacts/{contact['id']}/identities/{identity}").status_code == 204
        taken = admin.post(
            f"/api/v1/contacts/{other['id']}/identities", {"kind": "email", "value": "li@example.com"}
        )
        assert taken.status_code == 201

    def test_cve_2026_40589_an_identity_of_another_is_refused_in_the_same_words_whoever_it_is(self, admin):
        secret = a_contact(cleared("secret"), "隐身人", "hidden@example.com", label="secret")
        plain = a_contact(admin, "明面人", "plain@example.com")
        client = cleared()
        mine = a_contact(client, "我的")
        answers = []
        for value in ("hidden@example.com", "plain@example.com"):
            identity = {"kind": "email", "value": value}
            added = client.post(f"/api/v1/contacts/{mine['id']}/identities", identity)
            made = client.post("/api/v1/contacts", {"name": "x", "identities": [identity]})
            for refused in (added, made):
                assert refused.status_code == 409
                body = {k: v for k, v in refused.json().items() if k != "request_id"}
                answers.append(body)
                text = refused.content.decode()
                assert secret["id"] not in text
                assert "隐身人" not in text
        assert all(answer == answers[0] for answer in answers)
        kept = cleared("secret").get(f"/api/v1/contacts/{secret['id']}").json()
        assert [i["value"] for i in kept["identities"]] == ["hidden@example.com"]
        assert admin.get(f"/api/v1/contacts/{plain['id']}").json()["email"] == "plain@example.com"
        assert client.get(f"/api/v1/contacts/{mine['id']}").json()["identities"] == []

    def test_cve_2025_48476_nothing_but_the_listed_fields_is_written(self, admin):
        contact = a_contact(admin, "李华")
        for body in ({"merged_into_id": contact["id"]}, {"created_at": "2020-01-01"}, {"version": 9}):
            assert admin.patch(f"/api/v1/contacts/{contact['id']}", body).status_code == 422

    def test_changes_are_recorded_without_the_persons_own_words(self, admin):
        contact = a_contact(admin, "李华", "li@example.com")
        admin.patch(f"/api/v1/contacts/{contact['id']}", {"name": "李小华", "locale": "en"})
        facts = history(f"contact:{contact['id']}")
        assert [f.name.rpartition(".")[2] for f in facts] == ["made", "identity_added", "changed"]
        assert facts[-1].payload["changes"] == {"name": None, "locale": ["zh", "en"]}
        assert "li@example.com" not in str([f.payload for f in facts])


class TestLabels:
    def test_without_the_clearance_a_contact_does_not_exist(self, admin):
        keeper = cleared("secret")
        contact = a_contact(keeper, "隐身人", "hidden@example.com", label="secret")
        path = f"/api/v1/contacts/{contact['id']}"
        for client in (admin, cleared("other")):
            assert client.get(path).status_code == 404
            assert client.patch(path, {"name": "x"}).status_code in (403, 404)
            assert client.post(f"{path}/identities", {"kind": "wechat", "value": "x"}).status_code == 404
            assert client.get("/api/v1/contacts?q=hidden").json()["items"] == []
            assert client.get("/api/v1/contacts?q=隐身").json()["items"] == []
            shown = {c["id"] for c in client.get("/api/v1/contacts").json()["items"]}
            assert contact["id"] not in shown
        assert [c["id"] for c in keeper.get("/api/v1/contacts?q=hidden").json()["items"]] == [contact["id"]]

    def test_only_who_is_cleared_puts_a_label_on_or_takes_it_off(self):
        client = cleared("a")
        contact = a_contact(client, "x")
        path = f"/api/v1/contacts/{contact['id']}"
        a_label("b")
        assert client.patch(path, {"label": "b"}).json()["code"] == "label_not_cleared"
        assert client.patch(path, {"label": "a"}).json()["label"] == "a"
        assert cleared().patch(path, {"label": None}).status_code == 404
        assert client.patch(path, {"label": None}).json()["label"] is None


class TestMerging:
    def test_tickets_and_identities_come_along_and_go_back_exactly(self, admin):
        kept, other = a_contact(admin, "张三", "a@example.com"), a_contact(admin, "张三丰", "b@example.com")
        own = make_ticket(requester_id=UUID(kept["id"]))
        came = make_ticket(requester_id=UUID(other["id"]))
        path = f"/api/v1/contacts/{kept['id']}"
        merged = admin.post(f"{path}/merge", {"from_id": other["id"]})
        assert merged.status_code == 200, merged.content
        assert [i["value"] for i in merged.json()["identities"]] == ["a@example.com", "b@example.com"]
        assert [m["id"] for m in merged.json()["merged"]] == [other["id"]]
        assert requester_of(came.id) == kept["id"]
        assert tickets.ticket(came.id).version == came.version + 1
        later = make_ticket(requester_id=UUID(kept["id"]))
        assert people.find_or_make_contact(email="b@example.com", at=now()).id.hex == UUID(kept["id"]).hex

        gone = admin.get(f"/api/v1/contacts/{other['id']}").json()
        assert (gone["merged_into"], gone["identities"]) == (kept["id"], [])
        refused = admin.patch(f"/api/v1/contacts/{other['id']}", {"name": "x"})
        assert (refused.json()["code"], refused.json()["into"]) == ("contact_merged", kept["id"])
        assert other["id"] not in {c["id"] for c in admin.get("/api/v1/contacts").json()["items"]}

        back = admin.post(f"{path}/unmerge", {"from_id": other["id"]})
        assert [i["value"] for i in back.json()["identities"]] == ["a@example.com"]
        assert admin.get(f"/api/v1/contacts/{other['id']}").json()["email"] == "b@example.com"
        assert requester_of(came.id) == other["id"]
        assert requester_of(own.id) == requester_of(later.id) == kept["id"]
        names = [f.name for f in history(f"contact:{kept['id']}")]
        assert names[-2:] == ["people.contact.merged", "people.contact.unmerged"]
        edits = [f.payload for f in history(f"ticket:{came.id}") if f.name == "tickets.ticket.edited"]
        assert [e["changes"]["requester_id"] for e in edits] == [
            [other["id"], kept["id"]],
            [kept["id"], other["id"]],
        ]

    def test_what_the_kept_contact_lacks_it_gains_and_gives_back(self, admin):
        company = admin.post("/api/v1/companies", {"name": "Acme"}).json()["id"]
        kept, other = a_contact(admin), a_contact(admin, "y", company_id=company)
        path = f"/api/v1/contacts/{kept['id']}"
        assert admin.post(f"{path}/merge", {"from_id": other["id"]}).json()["company_id"] == company
        assert admin.post(f"{path}/unmerge", {}).json()["company_id"] is None

    def test_merges_upon_merges_are_undone_in_turn(self, admin):
        a, b, c = (a_contact(admin, n, f"{n}@example.com") for n in "abc")
        one = make_ticket(requester_id=UUID(a["id"]))
        admin.post(f"/api/v1/contacts/{b['id']}/merge", {"from_id": a["id"]})
        admin.post(f"/api/v1/contacts/{c['id']}/merge", {"from_id": b["id"]})
        assert requester_of(one.id) == c["id"]
        too_early = admin.post(f"/api/v1/contacts/{b['id']}/unmerge", {"from_id": a["id"]})
        assert too_early.json()["code"] == "contact_merged"
        admin.post(f"/api/v1/contacts/{c['id']}/unmerge", {"from_id": b["id"]})
        assert requester_of(one.id) == b["id"]
        admin.post(f"/api/v1/contacts/{b['id']}/unmerge", {})
        assert requester_of(one.id) == a["id"]
        for contact, n in ((a, "a"), (b, "b"), (c, "c")):
            shown = admin.get(f"/api/v1/contacts/{contact['id']}").json()
            assert [i["value"] for i in shown["identities"]] == [f"{n}@example.com"]
        assert admin.post(f"/api/v1/contacts/{c['id']}/unmerge", {}).status_code == 404

    def test_cve_2026_39384_both_contacts_must_be_visible_to_merge_and_to_undo(self, admin):
        keeper = cleared("secret")
        hidden = a_contact(keeper, "隐身人", "hidden@example.com", label="secret")
        plain = a_contact(admin, "明面人", "plain@example.com")
        for kept, other in ((plain, hidden), (hidden, plain)):
            refused = admin.post(f"/api/v1/contacts/{kept['id']}/merge", {"from_id": other["id"]})
            assert refused.status_code == 404
            assert "隐身人" not in refused.content.decode()
        assert keeper.get(f"/api/v1/contacts/{hidden['id']}").json()["email"] == "hidden@example.com"
        merged = keeper.post(f"/api/v1/contacts/{plain['id']}/merge", {"from_id": hidden["id"]}).json()
        assert merged["label"] == "secret"
        assert admin.post(f"/api/v1/contacts/{plain['id']}/unmerge", {}).status_code == 404
        back = keeper.post(f"/api/v1/contacts/{plain['id']}/unmerge", {}).json()
        assert (back["label"], back["merged"]) == (None, [])

    def test_a_label_is_not_lost_by_merging(self):
        client = cleared("a", "b")
        one, two = a_contact(client, "x", label="a"), a_contact(client, "y", label="b")
        refused = client.post(f"/api/v1/contacts/{one['id']}/merge", {"from_id": two["id"]})
        assert refused.json()["code"] == "labels_differ"

    def test_nobody_is_merged_with_himself_and_agents_do_not_merge(self, admin):
        one, two = a_contact(admin), a_contact(admin)
        path = f"/api/v1/contacts/{one['id']}/merge"
        assert admin.post(path, {"from_id": one["id"]}).status_code == 422
        agent = client_of(an_agent())
        assert agent.post(path, {"from_id": two["id"]}).status_code == 403
        assert agent.get(f"/api/v1/contacts/{one['id']}").json()["can"] == {"edit": True, "merge": False}

    def test_what_changed_meanwhile_is_told(self, admin):
        one, two = a_contact(admin), a_contact(admin)
        path = f"/api/v1/contacts/{one['id']}"
        admin.patch(path, {"name": "new"})
        stale = admin.post(f"{path}/merge", {"from_id": two["id"]}, headers={"If-Match": '"1"'})
        assert stale.status_code == 412

    def test_a_thousand_tickets_move_by_few_statements(self, admin, django_assert_max_num_queries):
        one, two = a_contact(admin), a_contact(admin)
        for _ in range(30):
            make_ticket(requester_id=UUID(two["id"]))
        with django_assert_max_num_queries(26):
            admin.post(f"/api/v1/contacts/{one['id']}/merge", {"from_id": two["id"]})


class TestMasking:
    def test_who_sees_numbers_masked_finds_them_by_the_whole_only(self, admin):
        contact = a_contact(admin, "李华", "li@example.com", "13800138000")
        right = [{"field": "tickets.requester.phone", "ticket_type": "*", "right": "masked"}]
        role = a_role(grants={**PEOPLE, "tickets.read": Scope.ALL}, field_rights=right)
        client = client_of(an_agent(roles=(role,)))
        shown = client.get(f"/api/v1/contacts/{contact['id']}").json()
        assert "13800138000" not in str(shown)
        assert "****" in shown["phone"]
        phone = next(i for i in shown["identities"] if i["kind"] == "phone")
        assert phone["masked"]
        assert shown["email"] == "li@example.com"
        assert client.get("/api/v1/contacts?q=13800").json()["items"] == []
        found = client.get("/api/v1/contacts?q=13800138000").json()["items"]
        assert [c["id"] for c in found] == [contact["id"]]
        assert "13800138000" not in str(found)


def test_pages_of_contacts_hold_everybody_once(admin):
    for number in range(9):
        a_contact(admin, f"n{number % 3}", f"nx{number}@example.com")
    for query in ("", "&q=n"):
        seen, cursor = [], ""
        while True:
            page = admin.get(f"/api/v1/contacts?limit=2{query}{cursor}").json()
            seen += [one["id"] for one in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert len(seen) == len(set(seen)) == 9


class TestOverview:
    def test_one_call_shows_a_contact_from_all_sides(self, admin):
        company = admin.post(
            "/api/v1/companies", {"name": "Acme", "tier": "vip", "contract_until": "2020-01-01"}
        ).json()
        contact = a_contact(admin, "张三", "a@example.com", company_id=company["id"])
        colleague = a_contact(admin, "李四", company_id=company["id"])
        ticket = make_ticket(requester_id=UUID(contact["id"]), subject="空调不制冷")
        shown = admin.get(f"/api/v1/contacts/{contact['id']}/overview").json()
        assert shown["contact"]["identities"][0]["value"] == "a@example.com"
        assert (shown["company"]["tier"], shown["company"]["contract"]) == ("vip", "ended")
        assert [c["id"] for c in shown["colleagues"]] == [colleague["id"]]
        assert [t["number"] for t in shown["tickets"]["items"]] == [ticket.number]
        assert (shown["tickets"]["open"], shown["tickets"]["total"]) == (1, 1)
        assert shown["timeline"][-1]["name"] == "people.contact.made"

    def test_it_costs_the_same_statements_however_much_there_is(self, admin, django_assert_max_num_queries):
        company = admin.post("/api/v1/companies", {"name": "Acme"}).json()
        contact = a_contact(admin, "张三", "a@example.com", company_id=company["id"])
        for number in range(12):
            a_contact(admin, f"n{number}", company_id=company["id"])
            make_ticket(requester_id=UUID(contact["id"]))
        path = f"/api/v1/contacts/{contact['id']}/overview"
        admin.get(path)
        with django_assert_max_num_queries(9):
            admin.get(f"{path}?limit=50")

    def test_a_reader_sees_the_tickets_that_he_may_see_and_no_count_of_others(self, admin):
        contact = a_contact(admin)
        make_ticket(requester_id=UUID(contact["id"]))
        path = f"/api/v1/contacts/{contact['id']}/overview"
        own = client_of(an_actor_with(grants={**PEOPLE, "tickets.read": Scope.OWN}))
        assert own.get(path).json()["tickets"] == {"items": [], "open": 0, "total": 0}
        assert client_of(an_actor_with(grants=PEOPLE)).get(path).json()["tickets"] is None

    def test_cve_2026_40570_the_side_panel_of_a_hidden_contact_does_not_exist(self, admin):
        hidden = a_contact(cleared("secret"), "隐身人", label="secret")
        assert admin.get(f"/api/v1/contacts/{hidden['id']}/overview").status_code == 404


class TestLabelsThatExist:
    def test_a_label_that_does_not_exist_is_refused_at_its_field(self, admin):
        a_label("vip")
        keeper = client_of(an_actor_with(grants=PEOPLE, labels=("vip", "gone")))
        contact = a_contact(keeper, "王总", "wang@example.com")
        for key in ("gone", "nonsense"):
            refused = keeper.patch(f"/api/v1/contacts/{contact['id']}", {"label": key})
            assert refused.status_code == 422
            assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [("label", "unknown_label")]
            made = keeper.post("/api/v1/contacts", {"name": "x", "label": key, "identities": []})
            assert made.status_code == 422
        assert keeper.patch(f"/api/v1/contacts/{contact['id']}", {"label": "vip"}).json()["label"] == "vip"

    def test_a_label_that_a_contact_bears_is_not_deleted_so_that_nobody_is_lost_behind_it(self, admin):
        keeper = cleared("vip")
        contact = a_contact(keeper, "王总", "wang@example.com")
        keeper.patch(f"/api/v1/contacts/{contact['id']}", {"label": "vip"})
        security = client_of(a_security_administrator())
        refused = security.delete("/api/v1/labels/vip")
        assert (refused.status_code, refused.json()["code"]) == (409, "label_in_use")
        keeper.patch(f"/api/v1/contacts/{contact['id']}", {"label": None})
        assert security.delete("/api/v1/labels/vip").status_code == 204
