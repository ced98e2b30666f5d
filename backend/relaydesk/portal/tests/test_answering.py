"""Answering by a ticket link."""

import pytest

from relaydesk.access.contracts import SYSTEM
from relaydesk.platform.clock import now
from relaydesk.portal.tests.conftest import Holder, make_holder
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.django_db


def move(holder: Holder, status: str) -> None:
    tickets.set_status(actor=SYSTEM("test"), at=now(), ticket_id=holder.ticket_id, status_key=status)


def test_an_answer_is_a_public_message_of_the_requester(holder: Holder) -> None:
    response = holder.answer("还是不行 <b>E4</b>")
    assert response.status_code == 201
    assert response.json()["ticket_number"] == holder.number
    message = tickets.messages(holder.ticket_id, public_only=True)[-1]
    assert message.author_contact_id == holder.contact_id
    assert (message.channel, message.visibility) == ("portal", "public")
    assert "&lt;b&gt;" in message.body_html


@pytest.mark.parametrize("status", ["waiting", "solved"])
def test_an_answer_opens_a_waiting_or_solved_ticket_again(holder: Holder, status: str) -> None:
    move(holder, status)
    assert holder.page()["status"]["category"] == status
    assert holder.answer("还没好").status_code == 201
    assert holder.page()["status"]["category"] == "open"


def test_an_answer_to_a_closed_ticket_opens_a_follow_up_whose_link_is_given(holder: Holder) -> None:
    move(holder, "solved")
    move(holder, "closed")
    answered = holder.answer("又坏了").json()
    assert answered["ticket_number"] != holder.number
    token = answered["portal_url"].rsplit("/", 1)[-1]
    page = holder.client.get(f"/api/v1/portal/tickets/{token}").json()
    assert page["number"] == answered["ticket_number"]
    assert "又坏了" in page["messages"][-1]["body_html"]
    assert holder.page()["status"]["category"] == "closed"
    assert [(one["kind"], one["url"]) for one in holder.page()["kin"]] == [
        ("follow_up", answered["portal_url"])
    ]


def test_the_same_answer_sent_twice_is_stored_once(holder: Holder) -> None:
    replies = [
        holder.client.post(
            f"{holder.path}/messages",
            {"body": "只说一次"},
            content_type="application/json",
            headers={"Idempotency-Key": "6f1c"},
        )
        for _ in range(2)
    ]
    assert [r.status_code for r in replies] == [201, 201]
    assert replies[0].json()["message"]["id"] == replies[1].json()["message"]["id"]
    assert len(holder.page()["messages"]) == 2


def test_an_answer_carries_the_files_that_were_uploaded_for_it(holder: Holder) -> None:
    uploaded = holder.upload("电控盒.txt", "接线图".encode())
    assert uploaded.status_code == 201
    assert uploaded.json()["name"] == "电控盒.txt"
    message = holder.answer("", attachment_ids=[uploaded.json()["id"]]).json()["message"]
    assert [f["name"] for f in message["attachments"]] == ["电控盒.txt"]
    assert holder.client.get(message["attachments"][0]["url"]).content == "接线图".encode()


def test_a_foreign_upload_cannot_be_attached_cve_2023_5331(holder: Holder) -> None:
    """CVE-2023-5331 (Mattermost): an upload belongs to the link that brought it, even of the same person."""
    stranger = make_holder("stranger@example.com")
    again = make_holder("wang.ke@example.com", subject="另一张工单")
    assert again.contact_id == holder.contact_id
    for other in (stranger, again):
        name = other.upload().json()["id"]
        response = holder.answer("偷来的附件", attachment_ids=[name])
        assert response.status_code == 422
        assert "attachment_ids" in response.json()["errors"][0]["field"]
    plain_id = "0" * 32 + "A" * 27
    assert holder.answer("编的", attachment_ids=[plain_id]).status_code == 422
    assert len(holder.page()["messages"]) == 1


def test_an_upload_is_used_once(holder: Holder) -> None:
    name = holder.upload().json()["id"]
    assert holder.answer("一", attachment_ids=[name]).status_code == 201
    assert holder.answer("二", attachment_ids=[name]).status_code == 422
    assert holder.answer("三", attachment_ids=[name, name]).status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"body": ""}, 422),
        ({"body": "   \n"}, 422),
        ({"body": "x" * 50_001}, 422),
        ({"body": "a\x00b"}, 422),
        ({"body": "x", "visibility": "note"}, 422),
        ({"body": "x", "author": "agent"}, 422),
        ({"body": 7}, 422),
        ({"body": "x", "attachment_ids": ["a" * 40] * 11}, 422),
        ({"body": "x", "attachment_ids": [{"id": 1}]}, 422),
        ([], 422),
    ],
)
def test_bad_answers_are_refused_clearly(holder: Holder, body: object, status: int) -> None:
    response = holder.client.post(f"{holder.path}/messages", body, content_type="application/json")
    assert response.status_code == status, response.content
    assert response["Content-Type"].startswith("application/problem+json")
    assert len(holder.page()["messages"]) == 1


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b'{"body": "\xed\xa0\x80"}', b"[" * 5000])
def test_unreadable_answers_are_refused(holder: Holder, raw: bytes) -> None:
    response = holder.client.post(f"{holder.path}/messages", raw, content_type="application/json")
    assert response.status_code in (400, 422)


def test_a_file_that_is_too_large_is_refused_and_nothing_is_stored(
    holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relaydesk.portal.http import routes

    monkeypatch.setattr(routes, "LARGEST_FILE", 10)
    assert holder.upload(data=b"x" * 11).status_code == 413
    assert holder.upload(data=b"x" * 10).status_code == 201


def test_a_body_over_the_limit_is_refused_by_its_announced_length(holder: Holder) -> None:
    response = holder.client.post(
        f"{holder.path}/messages",
        b"{}",
        content_type="application/json",
        CONTENT_LENGTH=str(50 * 1024 * 1024),
    )
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("content_type", "raw"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=x", b""),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--x--',
        ),
        ("application/json", b"{}"),
        ("text/plain", b"hello"),
    ],
)
def test_a_broken_upload_is_refused_clearly(holder: Holder, content_type: str, raw: bytes) -> None:
    for path in (f"{holder.path}/files", "/api/v1/portal/files"):
        response = holder.client.generic("POST", path, raw, content_type=content_type)
        assert response.status_code in (400, 415, 422), (response.status_code, response.content)
        assert response["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\u202egnp.exe", "CON", "\u200b.htaccess", "x" * 400])
def test_hostile_file_names_are_only_names(holder: Holder, name: str) -> None:
    uploaded = holder.upload(name)
    assert uploaded.status_code == 201, uploaded.content
    shown = uploaded.json()["name"]
    assert shown
    assert not set(shown) & set("/\\\u202e\u200b\x00")
    assert len(shown) <= 255
