"""What a ticket link opens, and what it never opens."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from relaydesk.access.contracts import SYSTEM, contact_actor
from relaydesk.files import public as files
from relaydesk.platform.clock import now
from relaydesk.portal.tests.conftest import Holder, make_holder, staff_says
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.django_db

TICKET_FIELDS = {
    *("number", "subject", "status", "created_at", "progress", "messages"),
    *("can_answer", "satisfaction", "survey_url", "merged", "merged_number", "own_url", "kin"),
}
MESSAGE_FIELDS = {
    *("id", "author", "mine", "automatic", "at", "body_html", "quoted_html", "attachments"),
}
FILE_FIELDS = {"id", "name", "size", "content_type", "url", "inline"}


def test_a_link_shows_the_ticket_with_its_progress_and_messages(holder: Holder) -> None:
    staff_says(holder, "工程师预计 11:30 到店。")
    page = holder.page()
    assert (page["number"], page["subject"]) == (holder.number, "空调不制冷")
    assert [step["label"] for step in page["progress"]] == ["已提交", "已受理", "处理中", "已解决"]
    assert [(m["mine"], "E4" in m["body_html"]) for m in page["messages"]] == [(True, True), (False, False)]
    assert page["can_answer"] is True


def test_nobody_stores_what_a_link_shows(holder: Holder) -> None:
    for response in (holder.client.get(holder.path), holder.client.get("/api/v1/portal/tickets/wrong")):
        assert response["Cache-Control"] == "no-store"


def test_asking_again_with_the_tag_costs_nothing_until_something_changes(holder: Holder) -> None:
    tag = holder.client.get(holder.path)["ETag"]
    again = holder.client.get(holder.path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    staff_says(holder, "新的消息")
    assert holder.client.get(holder.path, headers={"If-None-Match": tag}).status_code == 200


def test_no_note_and_no_staff_field_leaves_cve_2025_32360_cve_2026_33355(holder: Holder) -> None:
    """CVE-2025-32360 (Zammad), CVE-2026-33355 (Discourse): by field list and by content."""
    upload = files.store(
        name="secret-plan.txt",
        content_type="text/plain",
        data=b"secret",
        uploader=SYSTEM("test desk"),
        at=now(),
    )
    staff_says(holder, "内部备注:绝密-7391", visibility="note", attachment_ids=[upload.id])
    staff_says(holder, "公开回复")
    page = holder.page()
    assert set(page) == TICKET_FIELDS
    for message in page["messages"]:
        assert set(message) == MESSAGE_FIELDS
        assert set(message["author"]) == {"kind", "name"}
        for file in message["attachments"]:
            assert set(file) == FILE_FIELDS
    text = json.dumps(page, ensure_ascii=False)
    assert "绝密-7391" not in text
    assert "secret-plan" not in text
    assert "test desk" not in text
    assert holder.client.get(f"/api/v1/portal/files/{holder.token}/{upload.id}").status_code == 404


@pytest.mark.parametrize(
    "change", ["cut", "longer", "flipped", "empty_signature", "other_case", "nul", "huge"]
)
def test_a_changed_token_opens_nothing(holder: Holder, change: str) -> None:
    token = holder.token
    middle = len(token) // 2
    wrong = {
        "cut": token[:-1],
        "longer": token + "A",
        "flipped": token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :],
        "empty_signature": token.rpartition(".")[0] + "." if "." in token else token[:8],
        "other_case": token.swapcase(),
        "nul": token + "%00",
        "huge": "A" * 5000,
    }[change]
    client = Client()
    for response in (
        client.get(f"/api/v1/portal/tickets/{wrong}"),
        client.post(
            f"/api/v1/portal/tickets/{wrong}/messages", {"body": "x"}, content_type="application/json"
        ),
        client.post(f"/api/v1/portal/tickets/{wrong}/files", {"file": SimpleUploadedFile("a", b"a")}),
    ):
        assert response.status_code == 404, (change, response.content)


def test_no_two_signatures_are_interchangeable(holder: Holder) -> None:
    other = make_holder("li.na@example.com")
    half = len(holder.token) // 2
    mixed = holder.token[:half] + other.token[half:]
    assert Client().get(f"/api/v1/portal/tickets/{mixed}").status_code == 404


def test_a_link_ends_when_its_bearer_is_no_longer_the_requester(holder: Holder) -> None:
    from relaydesk.channels.public import portal_token

    stranger = make_holder("stranger@example.com")
    foreign = portal_token(holder.ticket_id, stranger.contact_id)
    assert Client().get(f"/api/v1/portal/tickets/{foreign}").status_code == 404
    assert (
        Client().get(f"/api/v1/portal/tickets/{portal_token(10**15, holder.contact_id)}").status_code == 404
    )


def test_a_file_of_another_ticket_is_not_found_by_this_link(holder: Holder) -> None:
    other = make_holder("li.na@example.com")
    name = other.upload().json()["id"]
    file = other.answer("附件", attachment_ids=[name]).json()["message"]["attachments"][0]
    assert other.client.get(file["url"]).status_code == 200
    assert holder.client.get(f"/api/v1/portal/files/{holder.token}/{file['id']}").status_code == 404
    assert holder.client.get(f"/api/v1/portal/files/{holder.token}/{uuid4()}").status_code == 404


def test_a_download_is_an_attachment_that_no_page_can_run(holder: Holder) -> None:
    name = holder.upload("page.html", b"<script>alert(1)</script>").json()["id"]
    file = holder.answer("附件", attachment_ids=[name]).json()["message"]["attachments"][0]
    response = holder.client.get(file["url"])
    assert response.content == b"<script>alert(1)</script>"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


def test_pictures_inside_a_message_are_addressed_by_the_link(holder: Holder) -> None:
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
        "0005fe02fea7355a0000000049454e44ae426082"
    )
    desk = SYSTEM("test desk")
    at = now()
    picture = files.store(name="p.png", content_type="image/png", data=png, uploader=desk, at=at, inline=True)
    tickets.add_message(
        actor=desk,
        at=at,
        ticket_id=holder.ticket_id,
        channel="email",
        body_html=f'<p>看这里</p><img src="/api/v1/files/{picture.id}">',
        attachment_ids=[picture.id],
    )
    body = holder.page()["messages"][-1]["body_html"]
    address = f"/api/v1/portal/files/{holder.token}/{picture.id}"
    assert f'src="{address}"' in body
    assert '"/api/v1/files/' not in body
    assert holder.client.get(address)["Content-Type"] == "image/png"


def test_a_signed_in_browser_is_still_only_the_bearer_of_a_link(holder: Holder) -> None:
    response = Client(headers={"Authorization": "Bearer rd_nonsense"}).get(holder.path)
    assert response.status_code == 200


def test_html_of_a_message_arrives_harmless(holder: Holder) -> None:
    tickets.add_message(
        actor=contact_actor(holder.contact_id, "x"),
        at=now(),
        ticket_id=holder.ticket_id,
        channel="email",
        body_html='<p onclick="a()">hi<script>x()</script><style>p{}</style><form action="//e"></form></p>',
    )
    body = holder.page()["messages"][-1]["body_html"]
    assert "hi" in body
    for word in ("script", "onclick", "style", "<form"):
        assert word not in body
