"""A note names colleagues with @: who can see the ticket is told, who cannot is not named."""

import json
from typing import Any

import pytest
from django.db import connection

from relaydesk.access.testing import an_agent
from relaydesk.platform.html_marks import fill, mentions_in, without_marks
from relaydesk.tickets.models import Mention
from relaydesk.tickets.tests.conftest import Desk


def mark(desk: Desk, name: str = "某人") -> str:
    return f'<span data-mention="{desk.actor.agent_id}">@{name}</span>'


def note(html: str, **more: Any) -> dict[str, Any]:
    return {"visibility": "note", "body_html": f"<p>{html}</p>", **more}


def facts(name: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload::text FROM platform_event WHERE name = %s", [name])

        return [json.loads(row[0]) for row in cursor.fetchall()]


def test_whom_a_note_names_is_stored_and_told_once(desk: Desk) -> None:
    number = desk.open()["number"]
    colleague = Desk(an_agent(name="李四"), desk.api)
    written = desk.post(
        f"/tickets/{number}/messages", note(mark(colleague, "李四") + mark(colleague, "李四"))
    )
    assert "data-mention" in written["body_html"]
    (fact,) = facts("tickets.agent.mentioned")
    assert fact["message_id"] == written["id"]
    assert fact["agent_ids"] == [str(colleague.actor.agent_id)]
    assert [m.agent_id for m in Mention.objects.all()] == [colleague.actor.agent_id]


def test_who_cannot_see_the_ticket_cannot_be_named(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    refused = desk.post(f"/tickets/{number}/messages", note(mark(stranger)), status=422)
    assert refused["errors"][0]["code"] == "cannot_see_ticket"
    assert stranger.actor.name in refused["errors"][0]["message"]
    assert not Mention.objects.exists()


def test_a_reply_and_a_requesters_words_name_nobody(desk: Desk) -> None:
    number = desk.open()["number"]
    body = {"visibility": "public", "body_html": f"<p>{mark(desk)}</p>"}
    assert "data-mention" not in desk.post(f"/tickets/{number}/messages", body)["body_html"]
    assert not facts("tickets.agent.mentioned")


def test_the_offer_is_by_name_address_and_pinyin_and_says_who_cannot_see(desk: Desk, stranger: Desk) -> None:
    an_agent(name="欧阳娜娜", email="nana@example.com")
    an_agent(name="欧阳修", teams=("finance",), department_id=stranger.actor.department_id)
    number = desk.open()["number"]
    for typed in ("欧阳", "ouyang", "oynn", "nana"):
        items = desk.get(f"/tickets/{number}/mentionable?q={typed}")["items"]
        assert items[0]["name"] == "欧阳娜娜", typed
        assert items[0]["can_see"]
    blind = [one for one in desk.get(f"/tickets/{number}/mentionable?q=欧阳")["items"] if not one["can_see"]]
    assert [(one["name"], one["reason"]) for one in blind] == [("欧阳修", "place")]


def test_the_offer_is_for_those_who_see_the_ticket(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    stranger.get(f"/tickets/{number}/mentionable?q=a", status=404)


@pytest.mark.parametrize(
    "html",
    [
        '<b data-mention="018f0000-0000-7000-8000-000000000001">x</b>',
        '<span data-mention="javascript:alert(1)">x</span>',
        '<p>data-mention="018f0000-0000-7000-8000-000000000001"</p>',
    ],
)
def test_only_our_own_marks_name_somebody(html: str) -> None:
    from relaydesk.platform.html import sanitize

    assert mentions_in(sanitize(html)) == ()


def test_marks_are_taken_out_and_words_stay() -> None:
    html = '<p>data-var="a.b" <span title="t" data-var="requester.phone">138</span></p>'
    assert without_marks(html) == '<p>data-var="a.b" <span title="t">138</span></p>'
    assert fill(html, {"requester.phone": "<b>"}) == '<p>data-var="a.b" <span>&lt;b&gt;</span></p>'
    assert fill(html, {}) == '<p>data-var="a.b" <span>138</span></p>'
