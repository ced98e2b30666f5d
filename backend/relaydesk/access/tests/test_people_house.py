"""Departments, teams, posts, skills, agents and companies over HTTP."""

import pytest
from django.db import connection

from relaydesk.access.testing import an_administrator, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.platform.events import history
from relaydesk.platform.testing import deliver_events

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return client_of(an_administrator())


def made(client, path, **body):
    response = client.post(f"/api/v1/{path}", body)
    assert response.status_code == 201, response.content
    assert response["Location"].endswith(response.json()["id"])
    return response.json()


def names_of(subject):
    return [entry.name for entry in history(subject)]


class TestDepartments:
    def test_a_tree_is_made_changed_and_taken_down_again(self, admin):
        top = made(admin, "departments", name="总部", name_en="Head office")
        wang = an_agent(name="王工")
        below = made(admin, "departments", name="维修", parent_id=top["id"], head_id=str(wang.agent_id))
        assert below["parent_id"] == top["id"]
        assert below["can"] == {"edit": True, "remove": True}
        path = f"/api/v1/departments/{below['id']}"
        li = an_agent(name="李工")
        changed = admin.patch(path, {"deputy_ids": [str(li.agent_id)], "name": "维修部"})
        assert changed.status_code == 200, changed.content
        assert changed.json()["version"] == 2
        assert changed.json()["deputy_ids"] == [str(li.agent_id)]
        assert admin.delete(path).status_code == 204
        assert admin.get(path).status_code == 404
        assert names_of(f"department:{below['id']}") == [
            "people.department.made",
            "people.department.changed",
            "people.department.removed",
        ]

    def test_no_department_comes_under_itself_or_what_is_below_it(self, admin):
        top = made(admin, "departments", name="a")
        middle = made(admin, "departments", name="b", parent_id=top["id"])
        low = made(admin, "departments", name="c", parent_id=middle["id"])
        for parent in (top["id"], low["id"]):
            refused = admin.patch(f"/api/v1/departments/{top['id']}", {"parent_id": parent})
            assert (refused.status_code, refused.json()["code"]) == (409, "department_cycle")
        moved = admin.patch(f"/api/v1/departments/{low['id']}", {"parent_id": None})
        assert moved.json()["parent_id"] is None

    def test_the_tree_is_not_deeper_than_twenty(self, admin):
        parent = None
        for level in range(20):
            parent = made(admin, "departments", name=f"l{level}", parent_id=parent)["id"]
        refused = admin.post("/api/v1/departments", {"name": "too deep", "parent_id": parent})
        assert refused.json()["code"] == "too_deep"

    def test_what_still_has_something_on_it_stays(self, admin):
        top = made(admin, "departments", name="a")
        made(admin, "departments", name="b", parent_id=top["id"])
        refused = admin.delete(f"/api/v1/departments/{top['id']}")
        assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
        assert refused.json()["by"] == "people"
        assert admin.get(f"/api/v1/departments/{top['id']}").status_code == 200

    def test_one_parent_has_no_two_departments_of_one_name(self, admin):
        made(admin, "departments", name="Sales")
        refused = admin.post("/api/v1/departments", {"name": "sales"})
        assert (refused.status_code, refused.json()["code"]) == (409, "department_exists")

    def test_a_head_who_does_not_exist_is_refused(self, admin):
        department = made(admin, "departments", name="a")
        nobody = "00000000-0000-0000-0000-000000000001"
        for body in ({"head_id": nobody}, {"deputy_ids": [nobody]}, {"parent_id": nobody}):
            refused = admin.patch(f"/api/v1/departments/{department['id']}", body)
            assert refused.json()["errors"][0]["code"] == "unknown_value"

    def test_who_changes_what_somebody_else_has_changed_meanwhile_is_told(self, admin):
        path = f"/api/v1/departments/{made(admin, 'departments', name='a')['id']}"
        assert admin.get(path)["ETag"] == '"1"'
        admin.patch(path, {"name": "b"}, headers={"If-Match": '"1"'})
        for refused in (
            admin.patch(path, {"name": "c"}, headers={"If-Match": '"1"'}),
            admin.delete(path, headers={"If-Match": '"1"'}),
        ):
            assert (refused.status_code, refused.json()["current_version"]) == (412, 2)

    def test_the_same_again_changes_nothing(self, admin):
        department = made(admin, "departments", name="a")
        again = admin.patch(f"/api/v1/departments/{department['id']}", {"name": "a", "head_id": None})
        assert again.json()["version"] == 1

    def test_heads_and_superiors_are_found_by_other_modules(self, admin):
        boss, head, worker = (an_agent(name=n) for n in ("boss", "head", "worker"))
        top = made(admin, "departments", name="a", head_id=str(boss.agent_id))
        low = made(admin, "departments", name="b", parent_id=top["id"], head_id=str(head.agent_id))
        admin.patch(f"/api/v1/agents/{worker.agent_id}", {"department_id": low["id"]})
        department = people.agent(worker.agent_id).department_id
        assert people.head_of(department) == head.agent_id
        assert people.superiors(worker.agent_id) == [head.agent_id, boss.agent_id]
        assert len(people.department_and_below(people.department(department).parent_id)) == 2


class TestTeams:
    def test_members_come_from_any_department(self, admin):
        one, two = an_agent(teams=()), an_agent(teams=())
        members = sorted([str(one.agent_id), str(two.agent_id)])
        team = made(admin, "teams", key="night", name="夜班", member_ids=members)
        assert team["member_ids"] == members
        path = f"/api/v1/teams/{team['id']}"
        assert admin.patch(path, {"member_ids": members[:1]}).json()["member_ids"] == members[:1]
        assert admin.delete(path).status_code == 204
        assert names_of(f"team:{team['id']}") == [f"people.team.{w}" for w in ("made", "changed", "removed")]

    def test_a_key_belongs_to_one_team(self, admin):
        made(admin, "teams", key="night", name="x")
        assert admin.post("/api/v1/teams", {"key": "night", "name": "y"}).json()["code"] == "team_exists"
        assert admin.post("/api/v1/teams", {"key": "Night!", "name": "y"}).status_code == 422

    def test_the_team_that_new_tickets_go_to_stays(self, admin):
        team_id = people.team_by_key("service-desk").id
        with connection.cursor() as cursor:
            cursor.execute("UPDATE tickets_tickettype SET default_team_id = %s", [team_id])
        refused = admin.delete(f"/api/v1/teams/{team_id}")
        assert (refused.json()["code"], refused.json()["by"]) == ("in_use", "tickets")


@pytest.mark.parametrize("word", ["post", "skill"])
class TestPostsAndSkills:
    def test_they_are_made_changed_and_removed(self, admin, word):
        row = made(admin, f"{word}s", name="焊接", name_en="Welding")
        path = f"/api/v1/{word}s/{row['id']}"
        assert admin.patch(path, {"name": "气焊"}).json()["name"] == "气焊"
        assert admin.get(path).json()["version"] == 2
        assert [one["name"] for one in admin.get(f"/api/v1/{word}s").json()["items"]] == ["气焊"]
        assert admin.delete(path).status_code == 204
        assert len(names_of(f"{word}:{row['id']}")) == 3

    def test_a_name_stands_once_and_without_what_separates_names_in_sheets(self, admin, word):
        made(admin, f"{word}s", name="a")
        assert admin.post(f"/api/v1/{word}s", {"name": "A"}).json()["code"] == f"{word}_exists"
        assert admin.post(f"/api/v1/{word}s", {"name": "a;b"}).status_code == 422

    def test_what_an_agent_has_stays(self, admin, word):
        row = made(admin, f"{word}s", name="a")
        body = (
            {"post_ids": [row["id"]]} if word == "post" else {"skills": [{"skill_id": row["id"], "level": 3}]}
        )
        agent = made(admin, "agents", name="x", email="x@example.com", **body)
        assert admin.delete(f"/api/v1/{word}s/{row['id']}").json()["code"] == "in_use"
        admin.patch(f"/api/v1/agents/{agent['id']}", {"post_ids": [], "skills": []})
        assert admin.delete(f"/api/v1/{word}s/{row['id']}").status_code == 204


class TestAgents:
    def test_an_agent_has_everything_that_dispatch_needs(self, admin):
        skill = made(admin, "skills", name="制冷")
        post = made(admin, "posts", name="工程师")
        department = made(admin, "departments", name="维修")
        team = made(admin, "teams", key="east", name="华东")
        agent = made(
            admin,
            "agents",
            name="王工",
            email="Wang@Example.com",
            department_id=department["id"],
            team_ids=[team["id"]],
            post_ids=[post["id"]],
            skills=[{"skill_id": skill["id"], "level": 4, "valid_until": "2027-06-30"}],
            place={"lat": 31.23, "lon": 121.47, "address": "人民大道"},
        )
        assert agent["email"] == "wang@example.com"
        assert agent["skills"] == [{"skill_id": skill["id"], "level": 4, "valid_until": "2027-06-30"}]
        assert agent["place"] == {"lat": 31.23, "lon": 121.47, "address": "人民大道"}
        assert agent["presence"] == "off"
        for wanted in (
            f"department={department['id']}",
            f"team={team['id']}",
            f"post={post['id']}",
            f"skill={skill['id']}",
            "q=wang",
            "q=王",
        ):
            found = admin.get(f"/api/v1/agents?{wanted}").json()["items"]
            assert [one["id"] for one in found] == [agent["id"]], wanted

    def test_the_department_of_a_list_includes_what_is_below_when_asked(self, admin):
        top = made(admin, "departments", name="a")
        low = made(admin, "departments", name="b", parent_id=top["id"])
        made(admin, "agents", name="x", email="x@example.com", department_id=low["id"])
        assert admin.get(f"/api/v1/agents?department={top['id']}").json()["items"] == []
        assert len(admin.get(f"/api/v1/agents?department={top['id']}&below=true").json()["items"]) == 1

    def test_a_deactivated_agent_is_off_signs_in_no_more_and_comes_back(self, admin):
        wang = an_agent(name="王工")
        path = f"/api/v1/agents/{wang.agent_id}"
        client = client_of(wang)
        admin.patch(path, {"presence": "online"})
        gone = admin.patch(path, {"active": False}).json()
        assert (gone["active"], gone["presence"]) == (False, "off")
        assert client.get("/api/v1/session").status_code == 401
        assert str(wang.agent_id) not in {a["id"] for a in admin.get("/api/v1/agents").json()["items"]}
        listed = admin.get("/api/v1/agents?active=false").json()["items"]
        assert [a["id"] for a in listed] == [str(wang.agent_id)]
        admin.patch(path, {"active": True})
        assert names_of(f"agent:{wang.agent_id}")[-3:] == [
            "people.agent.deactivated",
            "people.agent.presence_changed",
            "people.agent.reactivated",
        ]

    def test_who_comes_back_gets_no_old_token_back(self, admin):
        wang = an_agent(name="王工")
        client, path = client_of(wang), f"/api/v1/agents/{wang.agent_id}"
        admin.patch(path, {"active": False})
        deliver_events()
        admin.patch(path, {"active": True})
        assert client.get("/api/v1/session").status_code == 401
        facts = [f.name for f in history(f"account:{wang.account_id}")]
        assert facts[-1] == "access.account.deactivated"

    def test_an_address_belongs_to_one_agent_in_any_writing(self, admin):
        made(admin, "agents", name="x", email="x@example.com")
        other = made(admin, "agents", name="y", email="y@example.com")
        assert admin.post("/api/v1/agents", {"name": "z", "email": "X@example.com"}).status_code == 409
        taken = admin.patch(f"/api/v1/agents/{other['id']}", {"email": "X@EXAMPLE.com"})
        assert taken.json()["code"] == "agent_exists"
        assert admin.get(f"/api/v1/agents/{other['id']}").json()["email"] == "y@example.com"

    @pytest.mark.parametrize(
        "body",
        [
            {"skills": [{"skill_id": "00000000-0000-0000-0000-000000000001", "level": 3}]},
            {"place": {"lat": 31.0}},
            {"place": {"lat": 91, "lon": 0}},
            {"timezone": "Mars/Olympus"},
            {"locale": "fr"},
            {"email": "no"},
            {"name": " "},
            {"name": None},
            {"password": "x"},
            {"team_ids": ["00000000-0000-0000-0000-000000000001"]},
        ],
    )
    def test_nonsense_and_what_is_not_writable_is_refused(self, admin, body):
        wang = an_agent()
        assert admin.patch(f"/api/v1/agents/{wang.agent_id}", body).status_code == 422

    def test_a_level_is_one_to_five(self, admin):
        skill = made(admin, "skills", name="a")
        for level in (0, 6):
            body = {"name": "x", "email": "x@e.com", "skills": [{"skill_id": skill["id"], "level": level}]}
            assert admin.post("/api/v1/agents", body).status_code == 422

    def test_pages_hold_everybody_once(self, admin):
        for number in range(25):
            people.make_agent(name=f"n{number % 7}", email=f"p{number}@example.com")
        seen, cursor = [], ""
        while True:
            page = admin.get(f"/api/v1/agents?limit=4{cursor}").json()
            seen += [one["id"] for one in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert len(seen) == len(set(seen)) == len(people.active_agents())

    def test_a_list_of_any_length_costs_the_same_statements(self, admin, django_assert_num_queries):
        for number in range(30):
            people.make_agent(name="x", email=f"p{number}@example.com")
        admin.get("/api/v1/agents")
        with django_assert_num_queries(2):  # who asks, and the page
            admin.get("/api/v1/agents")


class TestCompanies:
    def test_a_company_has_domains_a_tier_and_a_contract(self, admin):
        company = made(
            admin,
            "companies",
            name="锦江公寓",
            domains=["Jinjiang.example", "jinjiang.example"],
            tier="vip",
            contract_from="2026-01-01",
            contract_until="2026-12-31",
        )
        assert company["domains"] == ["jinjiang.example"]
        path = f"/api/v1/companies/{company['id']}"
        assert admin.patch(path, {"tier": "standard"}).json()["version"] == 2
        for q in ("锦江", "jin"):
            assert len(admin.get(f"/api/v1/companies?q={q}").json()["items"]) == 1
        assert admin.get("/api/v1/companies?tier=vip").json()["items"] == []
        assert admin.delete(path).status_code == 204
        assert len(names_of(f"company:{company['id']}")) == 3

    def test_a_contract_ends_after_it_begins(self, admin):
        body = {"name": "x", "contract_from": "2026-02-01", "contract_until": "2026-01-01"}
        assert admin.post("/api/v1/companies", body).status_code == 422

    def test_names_and_domains_belong_to_one_company(self, admin):
        made(admin, "companies", name="Acme", domains=["acme.example"])
        assert admin.post("/api/v1/companies", {"name": "ACME"}).json()["code"] == "company_exists"
        taken = admin.post("/api/v1/companies", {"name": "Other", "domains": ["acme.example"]})
        assert taken.json()["code"] == "domain_taken"
        assert "Acme" not in taken.content.decode()
        assert len(admin.get("/api/v1/companies").json()["items"]) == 1

    def test_pages_are_in_order_of_names(self, admin):
        for name in ("b", "A", "c", "丁"):
            made(admin, "companies", name=name)
        first = admin.get("/api/v1/companies?limit=3").json()
        rest = admin.get(f"/api/v1/companies?limit=3&cursor={first['next_cursor']}").json()
        assert [c["name"] for c in first["items"] + rest["items"]] == ["A", "b", "c", "丁"]
        assert rest["next_cursor"] is None


def test_agents_change_nothing_of_the_house():
    client = client_of(an_agent())
    assert client.get("/api/v1/departments").status_code == 200
    for path in ("departments", "teams", "posts", "skills", "agents"):
        assert client.post(f"/api/v1/{path}", {}).status_code == 403
    department = people.make_department(name="a")
    shown = client.get(f"/api/v1/departments/{department}").json()
    assert shown["can"] == {"edit": False, "remove": False}
