"""From the solved ticket to the score on it: the mail, the page, the answer."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from relaydesk.access.testing import an_administrator, client_of
from relaydesk.people import public as people
from relaydesk.platform.events import history
from relaydesk.platform.testing import deliver_events, frozen_clock
from relaydesk.surveys.actions.ask_requester import ask_requester
from relaydesk.surveys.models import Survey
from relaydesk.surveys.public import survey_of
from relaydesk.surveys.rules.asking import may_answer, should_ask
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView
from relaydesk.tickets.events import subject_of
from relaydesk.tickets.testing import TESTER, make_message, make_ticket

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


def solved(at: datetime = NOW, **wanted: object) -> TicketView:
    ticket = make_ticket(at=at, **wanted)
    solve(ticket, at)
    return ticket


def solve(ticket: TicketView, at: datetime = NOW) -> None:
    tickets.set_status(actor=TESTER, at=at, ticket_id=ticket.id, status_key="solved")
    with frozen_clock(at):
        deliver_events()


def page_of(ticket: TicketView) -> str:
    survey = survey_of(ticket.id)
    assert survey is not None
    assert survey.url is not None
    return urlsplit(survey.url).path


def surveys_mailed() -> list[dict[str, str]]:
    client = client_of(an_administrator())
    items = client.get("/api/v1/outbox").json()["items"]
    return [client.get(f"/api/v1/outbox/{mail['id']}").json() for mail in items if mail["kind"] == "survey"]


def test_solving_sends_one_mail_with_a_link_for_each_score() -> None:
    ticket = solved(subject="打印机 <卡纸>")
    (mail,) = surveys_mailed()
    assert mail["ticket_number"] == ticket.number
    assert ticket.number in mail["subject"]
    survey = survey_of(ticket.id)
    assert survey is not None
    for score in range(1, 6):
        assert f"{survey.url}?score={score}" in mail["body_html"]
    assert "非常满意" in mail["body_html"]
    assert "<卡纸>" not in mail["body_html"]
    assert "surveys.survey.sent" in [one.name for one in history(subject_of(ticket.id))]


def test_an_english_requester_is_asked_in_english() -> None:
    requester = people.find_or_make_contact(email="ann@example.com", name="Ann", at=NOW, locale="en").id
    solved(requester_id=requester)
    (mail,) = surveys_mailed()
    assert "Very satisfied" in mail["body_html"]


def test_solving_again_soon_does_not_ask_again_and_later_does() -> None:
    ticket = solved()
    make_message(ticket.id, author="contact", at=NOW + timedelta(days=1))
    solve(ticket, NOW + timedelta(days=2))
    assert len(surveys_mailed()) == 1
    make_message(ticket.id, author="contact", at=NOW + timedelta(days=14))
    solve(ticket, NOW + timedelta(days=15))
    assert len(surveys_mailed()) == 2


def test_who_has_answered_is_not_asked_again() -> None:
    ticket = solved()
    Client().post(page_of(ticket), {"score": "4"})
    assert ask_requester(ticket_id=ticket.id, at=NOW + timedelta(days=20)) is None


def test_a_ticket_that_is_open_again_asks_nobody() -> None:
    ticket = make_ticket()
    tickets.set_status(actor=TESTER, at=NOW, ticket_id=ticket.id, status_key="solved")
    make_message(ticket.id, author="contact")
    deliver_events()
    assert surveys_mailed() == []


def test_a_requester_without_address_is_not_asked() -> None:
    requester = people.find_or_make_contact(phone="+8613800138000", name="张三", at=NOW).id
    solved(requester_id=requester)
    assert surveys_mailed() == []


def test_opening_the_link_shows_the_score_and_changes_nothing() -> None:
    ticket = solved()
    page = Client().get(page_of(ticket), {"score": "5"})
    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="5" checked' in text
    assert 'data-auto="yes"' in text
    assert ticket.number in text
    assert Survey.objects.get().score is None
    assert "surveys.survey.answered" not in [one.name for one in history(subject_of(ticket.id))]


def test_posting_stores_score_and_comment_and_shows_them_on_the_ticket() -> None:
    ticket = solved()
    answer = Client(enforce_csrf_checks=True).post(
        page_of(ticket), {"score": "5", "comment": " 很快，谢谢！\r\n"}
    )
    assert answer.status_code == 303
    thanks = Client().get(answer["Location"]).content.decode()
    assert "感谢您的评价" in thanks
    assert "很快，谢谢！" in thanks
    with_score = client_of(an_administrator()).get(f"/api/v1/tickets/{ticket.number}").json()["satisfaction"]
    assert (with_score["score"], with_score["comment"]) == (5, "很快，谢谢！")
    fact = history(subject_of(ticket.id), names=["surveys.survey.answered"])[0]
    assert (fact.event.score, fact.event.previous_score, fact.actor.kind) == (5, None, "contact")


def test_an_answer_can_be_changed_for_seven_days() -> None:
    ticket = solved()
    path = page_of(ticket)
    with frozen_clock(NOW):
        Client().post(path, {"score": "2"})
    with frozen_clock(NOW + timedelta(days=6)):
        assert Client().post(path, {"score": "4"}).status_code == 303
    with frozen_clock(NOW + timedelta(days=8)):
        late = Client().post(path, {"score": "1"})
        shown = Client().get(path).content.decode()
    assert late.status_code == 422
    assert Survey.objects.get().score == 4
    assert "<fieldset disabled>" in shown
    assert 'data-auto="yes"' not in shown
    changed = history(subject_of(ticket.id), names=["surveys.survey.answered"])[-1].event
    assert (changed.previous_score, changed.score) == (2, 4)


def test_an_old_link_does_not_undo_a_later_change_by_itself() -> None:
    ticket = solved()
    path = page_of(ticket)
    Client().post(path, {"score": "3"})
    shown = Client().get(path, {"score": "5"}).content.decode()
    assert 'data-auto="yes"' not in shown


@pytest.mark.parametrize("score", ["", "0", "6", "4.5", "五", "5; drop table", "\0"])
def test_a_score_that_is_none_is_asked_for_again(score: str) -> None:
    ticket = solved()
    answer = Client().post(page_of(ticket), {"score": score})
    assert answer.status_code == 422
    assert "请先选择一个评分" in answer.content.decode()
    assert Survey.objects.get().score is None


def test_a_tampered_or_expired_link_leads_to_a_friendly_page() -> None:
    ticket = solved()
    path = page_of(ticket)
    other = "0" if path[-1] != "0" else "1"
    for wrong in (path[:-1] + other, path[:-1], "/survey/" + "0" * 59, "/survey/嗨", "/survey/x"):
        page = Client().get(wrong)
        assert page.status_code == 404, wrong
        assert "这个链接打不开了" in page.content.decode()
    with frozen_clock(NOW + timedelta(days=31)):
        assert Client().get(path).status_code == 404
        assert Client().post(path, {"score": "5"}).status_code == 404
        assert survey_of(ticket.id).url is None  # type: ignore[union-attr]


def test_the_page_keeps_its_address_secret_and_runs_only_our_script() -> None:
    page = Client().get(page_of(solved()))
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")
    assert "<style" not in page.content.decode()


def test_what_people_typed_is_escaped_on_the_page() -> None:
    ticket = solved(subject="<script>alert(1)</script>")
    path = page_of(ticket)
    Client().post(path, {"score": "1", "comment": "</textarea><script>alert(2)</script>"})
    assert "<script>alert" not in Client().get(path).content.decode()


def test_style_and_script_are_served_with_their_type_and_may_be_kept() -> None:
    page = Client().get(page_of(solved())).content.decode()
    for kind, content_type in (("css", "text/css; charset=utf-8"), ("js", "text/javascript; charset=utf-8")):
        address = next(part for part in page.split('"') if f"survey.{kind}?v=" in part)
        found = Client().get(address)
        assert (found.status_code, found["Content-Type"]) == (200, content_type)
        assert "immutable" in found["Cache-Control"]
    assert Client().get("/survey/assets/pages.py").status_code == 404


def test_the_page_speaks_both_languages() -> None:
    path = page_of(solved())
    assert "How satisfied are you" in Client().get(path, {"lang": "en"}).content.decode()
    assert "您对这次服务满意吗" in Client().get(path).content.decode()


def test_a_flood_of_text_is_refused() -> None:
    path = page_of(solved())
    assert Client().post(path, {"score": "5", "comment": "x" * 100_000}).status_code == 413


def test_when_to_ask_and_how_long_an_answer_is_taken() -> None:
    assert should_ask(last_sent_at=None, answered=False, at=NOW)
    assert not should_ask(last_sent_at=NOW - timedelta(days=13), answered=False, at=NOW)
    assert should_ask(last_sent_at=NOW - timedelta(days=14), answered=False, at=NOW)
    assert not should_ask(last_sent_at=NOW - timedelta(days=99), answered=True, at=NOW)
    assert may_answer(expires_at=NOW, answered_at=NOW - timedelta(days=6), at=NOW)
    assert not may_answer(expires_at=NOW, answered_at=None, at=NOW)
