"""The public form."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.portal.rules import limits
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "王珂",
    "email": "wang.ke@example.com",
    "phone": "+86 138 0000 1234",
    "subject": "空调不制冷",
    "body": "昨天下午开始。\n面板报 E4",
    "locale": "zh",
}


def send(client: Client | None = None, **changes: Any) -> Any:
    body = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return (client or Client()).post("/api/v1/portal/requests", body, content_type="application/json")


def test_the_form_opens_a_ticket_and_gives_its_number_and_link() -> None:
    response = send()
    assert response.status_code == 201, response.content
    made = response.json()
    assert set(made) == {"number", "portal_url"}
    ticket = tickets.ticket_by_number(made["number"])
    assert ticket is not None
    assert (ticket.subject, ticket.channel) == ("空调不制冷", "form")
    token = made["portal_url"].rsplit("/", 1)[-1]
    page = Client().get(f"/api/v1/portal/tickets/{token}").json()
    assert page["number"] == made["number"]
    assert "E4" in page["messages"][0]["body_html"]
    assert page["messages"][0]["mine"] is True


def test_the_answer_is_the_same_whether_or_not_the_address_is_known() -> None:
    people.find_or_make_contact(email="known@example.com", name="Known Person", at=now())
    known, unknown = send(email="known@example.com"), send(email="unknown@example.com")
    assert known.status_code == unknown.status_code == 201
    assert set(known.json()) == set(unknown.json())
    assert "Known Person" not in known.content.decode()


def test_a_known_contact_keeps_his_name_and_number_whatever_a_stranger_types() -> None:
    before = people.find_or_make_contact(email="known@example.com", name="Known Person", at=now())
    assert send(email="KNOWN@example.com", name="Somebody Else", phone="13900000000").status_code == 201
    after = people.contact(before.id)
    assert after is not None
    assert (after.name, after.phone) == ("Known Person", before.phone)


def test_files_of_the_form_come_with_the_ticket() -> None:
    client = Client()
    first = client.post("/api/v1/portal/files", {"file": SimpleUploadedFile("a.txt", b"one")}).json()
    second = client.post(
        "/api/v1/portal/files", {"file": SimpleUploadedFile("b.txt", b"two"), "draft": first["draft"]}
    ).json()
    assert second["draft"] == first["draft"]
    made = send(draft=first["draft"], attachment_ids=[first["id"], second["id"]])
    assert made.status_code == 201, made.content
    token = made.json()["portal_url"].rsplit("/", 1)[-1]
    files = Client().get(f"/api/v1/portal/tickets/{token}").json()["messages"][0]["attachments"]
    assert [file["name"] for file in files] == ["a.txt", "b.txt"]
    assert client.get(files[1]["url"]).content == b"two"


def test_files_of_another_form_cannot_be_taken_cve_2024_33668() -> None:
    """CVE-2024-33668 (Zammad): form ids are random and signed, and files are bound to them."""
    client = Client()
    mine = client.post("/api/v1/portal/files", {"file": SimpleUploadedFile("a.txt", b"one")}).json()
    theirs = client.post("/api/v1/portal/files", {"file": SimpleUploadedFile("a.txt", b"one")}).json()
    assert mine["draft"] != theirs["draft"]
    assert send(draft=mine["draft"], attachment_ids=[theirs["id"]]).status_code == 422
    assert send(attachment_ids=[theirs["id"]]).status_code == 422
    assert send(draft="0" * 59, attachment_ids=[theirs["id"]]).status_code == 422
    made_up = {"file": SimpleUploadedFile("a.txt", b"x"), "draft": "1"}
    assert client.post("/api/v1/portal/files", made_up).status_code == 422


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"email": "not an address"}, "email"),
        ({"email": "a@b.example, c@d.example"}, "email"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "email"),
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"body": ""}, "body"),
        ({"body": "x" * 20_001}, "body"),
        ({"phone": "call me"}, "phone"),
        ({"website": "http://spam.example"}, "website"),
        ({"priority": "P0"}, "priority"),
        ({"requester_id": 1}, "requester_id"),
    ],
)
def test_what_is_wrong_is_said_by_field(changes: dict[str, Any], field: str) -> None:
    response = send(**changes)
    assert response.status_code == 422, response.content
    assert [error["field"].split(".")[-1] for error in response.json()["errors"]] == [field]


def test_one_source_is_stopped_after_so_many_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        limits, "REQUESTS_PER_SOURCE", limits.Limit("t.source", 2, limits.REQUESTS_PER_SOURCE.window)
    )
    answers = [send(email=f"a{n}@example.com") for n in range(3)]
    assert [a.status_code for a in answers] == [201, 201, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 3600
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert send(elsewhere, email="b@example.com").status_code == 201


def test_one_address_is_not_flooded_from_many_sources() -> None:
    """Security list I: helpdesks were made to mail strangers thousands of times."""
    codes = [
        send(Client(REMOTE_ADDR=f"203.0.113.{n}"), email="Victim@example.com").status_code
        for n in range(limits.REQUESTS_PER_ADDRESS.times + 1)
    ]
    assert codes == [201] * limits.REQUESTS_PER_ADDRESS.times + [429]


def test_the_limits_keep_no_addresses() -> None:
    from relaydesk.portal.models import Quota

    send(Client(REMOTE_ADDR="203.0.113.77"), email="private@example.com")
    stored = " ".join(Quota.objects.values_list("key", flat=True))
    assert Quota.objects.count() == 3
    assert "203.0.113" not in stored
    assert "private" not in stored


def test_too_many_wrong_links_from_one_source_are_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    from relaydesk.portal.http import routes

    monkeypatch.setattr(
        routes.WRONG_LINKS, "limit", limits.Limit("t", 3, limits.WRONG_LINKS_PER_SOURCE.window)
    )
    codes = [Client().get(f"/api/v1/portal/tickets/wrong{n}").status_code for n in range(5)]
    assert codes == [404, 404, 404, 429, 429]
    assert Client(REMOTE_ADDR="203.0.113.9").get("/api/v1/portal/tickets/wrong").status_code == 404


def test_the_json_form_answers_get_with_405() -> None:
    assert Client().get("/api/v1/portal/requests").status_code == 405


def test_a_form_that_names_no_language_takes_the_browsers() -> None:
    for accepted, language in (("en-GB,en;q=0.8,zh;q=0.5", "en"), ("zh-CN", "zh"), ("fr", "zh")):
        email = f"{accepted[:2]}@example.com"
        assert (
            send(Client(headers={"Accept-Language": accepted}), email=email, locale=None).status_code == 201
        )
        contact = people.find_or_make_contact(email=email, at=now())
        assert contact.locale == language
