"""Saved replies: filled for a ticket, shared as far as one may, and no program (CVE-2024-4879)."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_role, an_actor_with, an_administrator, an_agent
from relaydesk.people import public as people
from relaydesk.replies.rules.templates import VARIABLES, faults_of, fill
from relaydesk.replies.tests.conftest import Pen
from relaydesk.tickets.testing import make_ticket

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HELLO = "<p>{{ requester.name | default: &quot;您&quot; }}您好，工单 {{ ticket.number }} 已安排。</p>"


def words(title: str = "已安排", zh: str = HELLO, **more: Any) -> dict[str, Any]:
    return {"title": title, "bodies": {"zh": zh}, **more}


def made(pen: Pen, **more: Any) -> dict[str, Any]:
    return pen.ask("post", "/saved-replies", words(**more), status=201)


def test_it_is_filled_with_the_tickets_values_in_the_requesters_language(pen: Pen) -> None:
    for locale, says in (("zh", "张三您好"), ("en", "Dear 张三")):
        contact = people.find_or_make_contact(
            email=f"{locale}@example.com", name="张三", locale=locale, at=AT
        )
        number = make_ticket(requester_id=contact.id).number
        bodies = {"zh": HELLO, "en": "<p>Dear {{ requester.name }}</p>"}
        saved = made(pen, bodies=bodies, title=locale)
        filled = pen.ask("get", f"/tickets/{number}/saved-replies/{saved['id']}")
        assert says in filled["html"]
        assert filled["language"] == locale
        other = pen.ask("get", f"/tickets/{number}/saved-replies/{saved['id']}?language=en")
        assert "Dear" in other["html"]


def test_it_is_found_by_shortcut_name_pinyin_folder_and_tag(pen: Pen) -> None:
    made(pen, title="退款说明", shortcut="/tk", folder="售后", tags=["退款"])
    made(pen, title="其他")
    for typed in ("tk", "退款", "tuikuan", "tksm", "售后", "TK"):
        found = pen.ask("get", f"/saved-replies?q={typed}")["items"]
        assert [one["title"] for one in found] == ["退款说明"], typed
    assert len(pen.ask("get", "/saved-replies")["items"]) == 2


def test_the_list_is_paged(pen: Pen) -> None:
    for title in "abcde":
        made(pen, title=title)
    first = pen.ask("get", "/saved-replies?limit=3")
    rest = pen.ask("get", f"/saved-replies?limit=3&cursor={first['next_cursor']}")
    assert [one["title"] for one in (*first["items"], *rest["items"])] == list("abcde")
    assert rest["next_cursor"] is None


def test_an_unknown_variable_is_named_at_its_field(pen: Pen) -> None:
    refused = pen.ask("post", "/saved-replies", words(zh="<p>{{ requester.nmae }}</p>"), status=422)
    assert refused["errors"] == [
        {"field": "bodies.zh", "code": "unknown_variable", "message": "There is no variable requester.nmae."}
    ]


def test_personal_ones_are_ones_own(pen: Pen, colleague: Pen, number: str) -> None:
    own = made(pen)
    assert colleague.ask("get", "/saved-replies")["items"] == []
    for method, path, body in (
        ("get", f"/saved-replies/{own['id']}", None),
        ("put", f"/saved-replies/{own['id']}", words("mine now")),
        ("delete", f"/saved-replies/{own['id']}", None),
        ("get", f"/tickets/{number}/saved-replies/{own['id']}", None),
    ):
        colleague.ask(method, path, body, status=404)


def test_sharing_asks_for_the_right_and_its_scope(pen: Pen, stranger: Pen) -> None:
    pen.ask("post", "/saved-replies", words(sharing="all"), status=403)
    desk = people.team_by_key("service-desk")
    assert desk is not None
    team = {"sharing": "team", "team_id": str(desk.id)}
    pen.ask("post", "/saved-replies", words(**team), status=403)
    leader = Pen(an_agent(roles=("manager",)))
    shared = made(leader, **team)
    assert [one["id"] for one in pen.ask("get", "/saved-replies")["items"]] == [shared["id"]]
    assert pen.ask("get", f"/saved-replies/{shared['id']}")["can_edit"] is False
    pen.ask("put", f"/saved-replies/{shared['id']}", words(**team), status=403)
    assert stranger.ask("get", "/saved-replies")["items"] == []
    leader.ask("post", "/saved-replies", words(sharing="all"), status=403)
    made(Pen(an_administrator(teams=())), sharing="all", title="所有人")
    assert [one["title"] for one in stranger.ask("get", "/saved-replies")["items"]] == ["所有人"]


def test_a_change_that_overlooks_another_is_refused(pen: Pen) -> None:
    own = made(pen)
    path = f"/saved-replies/{own['id']}"
    assert pen.ask("put", path, words("二"), HTTP_IF_MATCH='"1"')["version"] == 2
    pen.ask("put", path, words("三"), status=412, HTTP_IF_MATCH='"1"')
    pen.ask("delete", path, status=204)
    pen.ask("get", path, status=404)


def test_a_masked_value_is_masked_in_the_composer_with_a_mark_for_the_server(db: None) -> None:
    masked = {"field": "tickets.requester.phone", "ticket_type": "*", "right": "masked"}
    grants = dict.fromkeys(("tickets.read", "tickets.write"), Scope.ALL)
    pen = Pen(an_actor_with(roles=[a_role(grants=grants, field_rights=[masked])]))
    contact = people.find_or_make_contact(phone="+8613812345678", name="张三", at=AT)
    number = make_ticket(requester_id=contact.id).number
    saved = made(pen, bodies={"zh": "<p>{{ requester.phone }}</p>"})
    html = pen.ask("get", f"/tickets/{number}/saved-replies/{saved['id']}")["html"]
    assert 'data-var="requester.phone"' in html
    assert "12345678" not in html


def test_a_requesters_name_is_text_and_never_a_template(pen: Pen) -> None:
    name = "{{ agent.email }}<img src=x onerror=alert(1)>"
    contact = people.find_or_make_contact(email="x@example.com", name=name, at=AT)
    number = make_ticket(requester_id=contact.id).number
    saved = made(pen)
    html = pen.ask("get", f"/tickets/{number}/saved-replies/{saved['id']}")["html"]
    assert "<img" not in html
    assert "{{ agent.email }}" in html


def test_the_preview_shows_sample_values_and_keeps_nothing(pen: Pen) -> None:
    body = {"body_html": HELLO + "<script>x</script>"}
    assert "王女士您好" in pen.ask("post", "/saved-replies/preview", body)["html"]
    assert pen.ask("get", "/saved-replies")["items"] == []
    pen.ask("post", "/saved-replies/preview", {"body_html": "{% for %}"}, status=422)
    keys = {one["key"] for one in pen.ask("get", "/saved-replies/variables")["items"]}
    assert keys == set(VARIABLES)


@pytest.mark.parametrize(
    "template",
    [
        "{% include '/etc/passwd' %}",
        "{% render 'x' %}",
        "{% for a in (1..1000000000) %}{% endfor %}",
        "{% assign a = 'x' %}",
        "{% capture a %}{% endcapture %}",
        "{% liquid assign a = 1 %}",
        "{{ 'a' | replace: '', 'bbbbbbbb' }}",
        "{{ 'a' | append: 'b' }}",
        "{% if (1..99999999999) contains 'x' %}{% endif %}",
        "{{ requester.__class__.__mro__ }}",
        "{{ agent['password'] }}",
        "{{ requester[ticket.number] }}",
        "{{ 7 | times: 7 }}",
        "{{ config }}",
        "{% if requester.name %}" * 50,
        "{{ requester.name",
    ],
)
def test_cve_2024_4879_a_saved_reply_is_no_program(template: str) -> None:
    started = time.process_time()
    assert faults_of(f"<p>{template}</p>")
    assert time.process_time() - started < 5


def test_a_long_template_takes_time_in_proportion() -> None:
    template = "{{ requester.name | upcase | downcase | strip }}" * 400
    assert not faults_of(template)
    assert fill(template, {"requester.name": "x" * 400}) == "x" * 160_000
