"""What somebody writes is kept for him alone, on all his devices, until it is sent."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT

from relaydesk.access.testing import a_security_administrator, client_of
from relaydesk.platform.models import Timer
from relaydesk.replies.actions import drafts
from relaydesk.replies.models import Draft
from relaydesk.replies.tests.conftest import Pen
from relaydesk.tickets.testing import make_ticket


def words(kind: str = "reply", html: str = "<p>您好，</p>", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "body_html": html, **more}


def upload(pen: Pen) -> str:
    file = SimpleUploadedFile("报价.pdf", b"%PDF-1.4", "application/pdf")
    return pen.api.post("/api/v1/files", {"file": file}, content_type=MULTIPART_CONTENT).json()["id"]


def kinds(pen: Pen, number: str) -> list[str]:
    return [one["kind"] for one in pen.ask("get", f"/tickets/{number}/draft")["items"]]


def test_a_draft_is_read_again_on_another_device(pen: Pen, number: str) -> None:
    file = upload(pen)
    pen.ask("put", f"/tickets/{number}/draft", words(attachment_ids=[file], cc=["a@b.example"]))
    pen.ask("put", f"/tickets/{number}/draft", words("note", "<p>记</p>"))
    other = Pen(pen.actor)
    note, reply = other.ask("get", f"/tickets/{number}/draft")["items"]
    assert (note["kind"], reply["kind"]) == ("note", "reply")
    assert reply["body_html"] == "<p>您好，</p>"
    assert [one["id"] for one in reply["attachments"]] == [file]
    assert reply["cc"] == ["a@b.example"]
    assert (
        Timer.objects.get(kind="files.forget_upload").due_at > Draft.objects.latest("updated_at").updated_at
    )


def test_nobody_else_reads_it_nor_who_looks_with_his_eyes_cve_2025_32360(
    pen: Pen, colleague: Pen, stranger: Pen, number: str
) -> None:
    pen.ask("put", f"/tickets/{number}/draft", words(html="<p>秘密</p>"))
    assert kinds(colleague, number) == []
    assert colleague.ask("get", "/me/drafts")["items"] == []
    stranger.ask("get", f"/tickets/{number}/draft", status=404)
    stranger.ask("put", f"/tickets/{number}/draft", words(), status=404)
    for path in (f"/tickets/{number}", f"/tickets/{number}/timeline"):
        assert "秘密" not in str(colleague.ask("get", path))


def test_cve_2026_41190_saving_a_draft_asks_for_the_right_to_write(pen: Pen, number: str) -> None:
    looker = Pen(a_security_administrator())
    looker.ask("put", f"/tickets/{number}/draft", words(), status=403)
    assert client_of(looker.actor).get("/api/v1/me/drafts").status_code == 200


def test_cve_2023_5331_somebody_elses_upload_does_not_come_into_a_draft(
    pen: Pen, colleague: Pen, number: str
) -> None:
    file = upload(colleague)
    refused = pen.ask("put", f"/tickets/{number}/draft", words(attachment_ids=[file]), status=422)
    assert refused["errors"][0]["code"] == "unknown_attachment"


def test_a_device_that_lags_behind_is_refused(pen: Pen, number: str) -> None:
    path = f"/tickets/{number}/draft"
    assert pen.ask("put", path, words(), HTTP_IF_MATCH='"0"')["version"] == 1
    assert pen.ask("put", path, words(html="<p>2</p>"), HTTP_IF_MATCH='"1"')["version"] == 2
    refused = pen.ask("put", path, words(html="<p>old</p>"), status=412, HTTP_IF_MATCH='"1"')
    assert refused["current_version"] == 2
    assert pen.ask("get", path)["items"][0]["body_html"] == "<p>2</p>"


def test_what_is_sent_is_no_draft_any_more_and_the_other_kind_stays(pen: Pen, number: str) -> None:
    pen.ask("put", f"/tickets/{number}/draft", words())
    pen.ask("put", f"/tickets/{number}/draft", words("note"))
    body = {"visibility": "public", "body_html": "<p>您好，</p>"}
    pen.ask("post", f"/tickets/{number}/messages", body, status=201)
    assert kinds(pen, number) == ["note"]
    pen.ask("delete", f"/tickets/{number}/draft?kind=note", status=204)
    assert kinds(pen, number) == []


def test_a_draft_is_sanitised_like_everything_that_is_shown(pen: Pen, number: str) -> None:
    html = '<p onclick="x()">a</p><script>alert(1)</script><img src="https://evil.example/p.png">'
    kept = pen.ask("put", f"/tickets/{number}/draft", words(html=html))["body_html"]
    assert "onclick" not in kept
    assert "script" not in kept
    assert ' src="https://evil' not in kept


def test_the_new_tickets_form_is_kept_too(pen: Pen) -> None:
    form = {"subject": "打印机", "priority": "P1"}
    pen.ask("put", "/me/new-ticket-draft", words("ticket", form=form))
    assert pen.ask("get", "/me/new-ticket-draft")["items"][0]["form"] == form
    assert pen.ask("get", "/me/drafts")["items"][0]["number"] is None
    pen.ask("delete", "/me/new-ticket-draft", status=204)
    assert pen.ask("get", "/me/new-ticket-draft")["items"] == []


def test_cve_2023_22739_drafts_do_not_grow_without_end(
    pen: Pen, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long = words(html="<p>" + "x" * 1_100_000 + "</p>")
    pen.ask("put", f"/tickets/{number}/draft", too_long, status=422)
    pen.ask("put", "/me/new-ticket-draft", words("ticket", form={"x": "y" * 30_000}), status=422)
    pen.ask("put", f"/tickets/{number}/draft", words())
    oldest = Draft.objects.get()
    tickets = [make_ticket().id for _ in range(3)]
    Draft.objects.bulk_create(
        Draft(agent=oldest.agent, ticket_id=one, kind=kind, body_html="x", updated_at=oldest.updated_at)
        for one in tickets
        for kind in ("reply", "note")
    )
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 3)
    pen.ask("put", f"/tickets/{number}/draft", words("note"))
    assert Draft.objects.count() == 3
