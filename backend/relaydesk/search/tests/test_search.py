"""The search of the desk, through the API."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.testing import a_label, a_role, an_actor_with, an_administrator, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.search.testing import index_everything
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.usefixtures("transactional_db")


def a_ticket(actor: Actor, subject: str, body: str = "请尽快处理", **more: Any) -> str:
    requester = people.find_or_make_contact(
        email=more.pop("email", "zhang@example.com"),
        phone=more.pop("phone", None),
        name=more.pop("name", "张伟"),
        at=now(),
    )
    ticket = tickets.open_ticket(
        actor=actor,
        at=now(),
        subject=subject,
        body_text=body,
        requester_id=requester.id,
        channel="api",
        **more,
    )
    index_everything()
    return ticket.number


def search(actor: Actor, q: str, **more: Any) -> Any:
    response = client_of(actor).get("/api/v1/search", {"q": q, **more})
    assert response.status_code == 200, response.content
    return response.json()


def numbers(answer: Any) -> list[str]:
    return [ticket["number"] for ticket in answer["tickets"]]


def joined(pieces: list[dict[str, Any]]) -> str:
    return "".join(f"[{piece['text']}]" if piece["hit"] else piece["text"] for piece in pieces)


@pytest.fixture
def boss() -> Actor:
    return an_administrator()


def test_a_ticket_is_found_by_words_of_its_subject_and_they_are_marked(boss: Actor) -> None:
    number = a_ticket(boss, "立柜空调不制冷，面板报 E4")
    a_ticket(boss, "冰箱漏水")
    answer = search(boss, "空调制冷")
    assert numbers(answer) == [number]
    assert "[空调]" in joined(answer["tickets"][0]["subject"])


def test_a_ticket_is_found_by_words_of_a_message_and_shows_where(boss: Actor) -> None:
    number = a_ticket(boss, "求助", "昨天下午开始，压缩机一直有异响。断电重启无效。")
    answer = search(boss, "压缩机")
    assert numbers(answer) == [number]
    assert "[压缩机]" in joined(answer["tickets"][0]["snippet"])


def test_what_the_subject_says_comes_before_what_a_message_says(boss: Actor) -> None:
    in_subject = a_ticket(boss, "压缩机异响")
    in_message = a_ticket(boss, "求助", "压缩机异响")
    assert numbers(search(boss, "压缩机")) == [in_subject, in_message]


def test_of_equal_tickets_the_last_changed_comes_first(boss: Actor) -> None:
    older, newer = a_ticket(boss, "滤芯更换"), a_ticket(boss, "滤芯更换")
    assert numbers(search(boss, "滤芯")) == [newer, older]


def test_a_new_message_is_found_as_well(boss: Actor) -> None:
    number = a_ticket(boss, "求助")
    ticket = tickets.ticket_by_number(number)
    assert ticket is not None
    assert numbers(search(boss, "遥控器")) == []
    tickets.add_message(
        actor=boss, at=now(), ticket_id=ticket.id, visibility="note", channel="desk", body_text="缺遥控器"
    )
    index_everything()
    assert numbers(search(boss, "遥控器")) == [number]


def test_a_ticket_is_found_by_its_number_and_by_the_tail_of_a_telephone_number(boss: Actor) -> None:
    number = a_ticket(boss, "求助", phone="13812345678")
    assert numbers(search(boss, number)) == [number]
    assert numbers(search(boss, number[-5:])) == [number]
    assert numbers(search(boss, "5678")) == [number]


def test_people_are_found_by_name_and_by_pinyin(boss: Actor) -> None:
    number = a_ticket(boss, "求助", name="李晓燕", email="yan@example.com")
    for typed in ("李晓燕", "晓燕", "lixiaoyan", "lxy", "lixiao"):
        answer = search(boss, typed)
        assert [joined(c["name"]).replace("[", "").replace("]", "") for c in answer["contacts"]] == ["李晓燕"]
        assert numbers(answer) == [number], typed


def test_half_a_word_is_enough_while_typing(boss: Actor) -> None:
    number = a_ticket(boss, "The compressor of KFR-35GW is noisy")
    for typed in ("compr", "noisy comp", "kfr", "35gw"):
        assert numbers(search(boss, typed)) == [number], typed


def test_a_status_category_narrows(boss: Actor) -> None:
    number = a_ticket(boss, "空调")
    assert numbers(search(boss, "空调", category="new,open")) == [number]
    assert numbers(search(boss, "空调", category="closed")) == []
    refused = client_of(boss).get("/api/v1/search", {"q": "空调", "category": "nonsense"})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    "typed", ["' OR 1=1 --", "空调') OR TRUE --", "空调':*ABCD | !x", "\\' | 空", "%' OR '1'='1", "=d2026*"]
)
def test_cve_2022_4427_cve_2021_45811_what_is_typed_is_words_never_sql(boss: Actor, typed: str) -> None:
    hidden = a_ticket(boss, "冰箱")
    assert hidden not in numbers(search(boss, typed))


def test_nothing_typed_finds_nothing(boss: Actor) -> None:
    a_ticket(boss, "空调")
    for typed in ("", " ", "'", "|&!():*", "\\", "%_"):
        assert search(boss, typed)["tickets"] == [], typed


# --- rights ------------------------------------------------------------------------------------


def other_department() -> tuple[Actor, UUID]:
    department = people.make_department(name="别的部门")
    team = people.make_team(key="elsewhere", name="别处", department_id=department)
    return an_agent(teams=("elsewhere",), department_id=department), team


def test_ghsa_wqq7_4q7m_273v_search_and_jump_to_number_find_only_what_one_may_see(boss: Actor) -> None:
    stranger, _ = other_department()
    number = a_ticket(boss, "机密空调", phone="13812345678")
    for typed in ("机密空调", number, number[-5:], "5678"):
        answer = search(stranger, typed)
        assert (numbers(answer), answer["categories"], answer["cut"]) == ([], {}, False), typed


def test_cve_2023_45024_counts_do_not_count_what_is_hidden(boss: Actor) -> None:
    stranger, team = other_department()
    a_ticket(boss, "机密空调")
    mine = a_ticket(boss, "机密空调", team_id=team)
    answer = search(stranger, "机密空调")
    assert numbers(answer) == [mine]
    assert sum(answer["categories"].values()) == 1


def test_the_number_of_statements_does_not_grow_with_what_is_found(boss: Actor) -> None:
    def statements(found: int) -> int:
        client = client_of(boss)
        client.get("/api/v1/search", {"q": "空调"})
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.get("/api/v1/search", {"q": "空调"}).json()
        assert len(answer["tickets"]) == found
        return len(captured)

    a_ticket(boss, "空调")
    one = statements(1)
    for _ in range(4):
        a_ticket(boss, "空调")
    assert statements(5) == one


def test_who_sees_telephone_numbers_masked_cannot_guess_them_by_searching(boss: Actor) -> None:
    role = a_role(
        grants={"tickets.read": Scope.ALL, "people.read_contacts": Scope.ALL},
        field_rights=[{"field": "tickets.requester.phone", "ticket_type": "*", "right": "masked"}],
    )
    clerk = an_agent(roles=(role,))
    number = a_ticket(boss, "求助", "电话 13812345678", phone="13812345678")
    for typed in ("5678", "1381234", "+8613812345678"):
        assert numbers(search(boss, typed)) == [number], typed
        assert search(clerk, typed)["contacts"] == [], typed
    assert numbers(search(clerk, "5678")) == []
    found = search(clerk, "求助")["tickets"]
    assert [ticket["number"] for ticket in found] == [number]
    assert "12345678" not in str(found)


def test_an_identity_number_is_not_in_the_index(boss: Actor) -> None:
    a_ticket(boss, "求助", "身份证 11010519491231002X")
    assert search(boss, "11010519491231002X")["tickets"] == []


def test_a_contact_with_a_label_is_found_only_by_those_who_are_cleared(boss: Actor) -> None:
    label = a_label()
    a_ticket(boss, "求助", name="李晓燕", email="yan@example.com")
    Contact = apps.get_model("people", "Contact")
    Contact.objects.filter(name="李晓燕").update(label=label)
    cleared = an_actor_with(grants={"people.read_contacts": Scope.ALL}, labels=(label,))
    assert search(boss, "李晓燕")["contacts"] == []
    assert len(search(cleared, "李晓燕")["contacts"]) == 1


# --- facets ------------------------------------------------------------------------------------


def test_facets_count_what_was_found_and_narrow_it(boss: Actor) -> None:
    team = people.make_team(key="cold", name="制冷组", department_id=people.make_department(name="制冷"))
    mine = a_ticket(boss, "空调异响", team_id=team)
    incident = a_ticket(boss, "空调停机", type_key="repair")
    facets = search(boss, "空调")["facets"]
    assert set(facets) == {"category", "team", "assignee", "type", "channel"}
    assert facets["type"] == {"request": 1, "repair": 1}
    assert facets["channel"] == {"api": 2}
    assert facets["assignee"] == {"none": 2}
    assert numbers(search(boss, "空调", type="repair")) == [incident]
    assert mine in numbers(search(boss, "空调", team=str(team)))
    assert numbers(search(boss, "空调", assignee="me")) == []
    assert len(numbers(search(boss, "空调", assignee="none"))) == 2
    assert numbers(search(boss, "空调", channel="email")) == []


def test_a_period_narrows_by_the_last_change(boss: Actor) -> None:
    number = a_ticket(boss, "空调")
    before, after = (now() - timedelta(days=1)).isoformat(), (now() + timedelta(days=1)).isoformat()
    assert numbers(search(boss, "空调", since=before)) == [number]
    assert numbers(search(boss, "空调", since=after)) == []
    assert numbers(search(boss, "空调", until=before)) == []


def test_a_word_that_is_no_team_is_refused(boss: Actor) -> None:
    answer = client_of(boss).get("/api/v1/search", {"q": "空调", "team": "' OR TRUE --"})
    assert answer.status_code == 422


def test_who_may_not_read_assignees_is_told_none_by_facets_and_may_not_ask_for_one(boss: Actor) -> None:
    role = a_role(
        grants={"tickets.read": Scope.ALL},
        field_rights=[{"field": "tickets.assignee", "ticket_type": "*", "right": "hidden"}],
    )
    clerk = an_agent(roles=(role,))
    _, team = other_department()
    worker = an_agent(teams=("elsewhere",))
    a_ticket(boss, "空调异响", team_id=team, assignee_id=worker.agent_id)
    answer = search(clerk, "空调")
    assert "assignee" not in answer["facets"]
    assert [ticket["assignee"] for ticket in answer["tickets"]] == [None]
    refused = client_of(clerk).get("/api/v1/search", {"q": "空调", "assignee": str(worker.agent_id)})
    assert (refused.status_code, refused.json()["code"]) == (403, "field_hidden")


def test_markup_in_a_subject_is_text_in_pieces_never_html(boss: Actor) -> None:
    number = a_ticket(boss, '<img src=x onerror="alert(1)"> 空调')
    found = search(boss, "空调")["tickets"][0]
    assert found["number"] == number
    assert joined(found["subject"]) == '<img src=x onerror="alert(1)"> [空调]'


def test_the_words_of_a_merged_ticket_find_the_one_in_which_it_goes_on() -> None:
    actor = an_administrator()
    target, source = a_ticket(actor, "空调", "普通"), a_ticket(actor, "空调", "压缩机异响")
    tickets.merge_tickets(actor=actor, at=now(), number=target, sources=[source])
    index_everything()
    assert numbers(search(actor, "压缩机异响")) == [target]
