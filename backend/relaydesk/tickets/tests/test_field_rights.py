"""Field rights by role and ticket type, wherever a ticket is shown or written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_role, an_actor_with
from relaydesk.tickets.tests.conftest import Desk, desk_of

GRANTS = dict.fromkeys(("tickets.read", "tickets.write", "tickets.set_label"), Scope.ALL)
PHONE = "13812345678"


@pytest.fixture
def given(db: None):
    """A desk whose role narrows fields: `given(phone="masked")`."""

    def make(ticket_type: str = "*", **rights: str) -> Desk:
        lines = [
            {"field": f"tickets.{name.replace('__', '.')}", "ticket_type": ticket_type, "right": right}
            for name, right in rights.items()
        ]
        return desk_of(an_actor_with(roles=[a_role(grants=GRANTS, field_rights=lines)]))

    return make


def opened(desk: Desk) -> str:
    return desk.open(requester={"phone": PHONE, "name": "王女士"}, tags=["VIP"], body=f"回电 {PHONE}")[
        "number"
    ]


def test_without_field_rights_everything_shows(desk: Desk) -> None:
    number = opened(desk)
    assert desk.get(f"/tickets/{number}")["requester"]["phone"].endswith("13812345678")
    assert desk.get(f"/tickets/{number}")["can"]["fields"] == {}


def test_a_masked_number_is_masked_in_lists_tickets_and_free_text(desk: Desk, given) -> None:
    number = opened(desk)
    clerk = given(requester__phone="masked")
    ticket = clerk.get(f"/tickets/{number}")
    assert ticket["can"]["fields"] == {"requester.phone": "masked"}
    for shown in (ticket, clerk.get("/tickets")["items"][0]):
        assert "****" in shown["requester"]["phone"]
        assert "12345" not in shown["requester"]["phone"]
    assert "2345678" not in clerk.api.get(f"/api/v1/tickets/{number}/timeline").content.decode()


def test_identity_numbers_are_masked_for_everybody_by_default(desk: Desk) -> None:
    number = desk.open(body="身份证 11010519491231002X", subject="身份证 11010519491231002X")["number"]
    for path in ("", "/timeline"):
        assert "19491231" not in desk.api.get(f"/api/v1/tickets/{number}{path}").content.decode()
    assert "19491231" not in desk.api.get("/api/v1/tickets").content.decode()


def test_hidden_fields_are_empty_everywhere(desk: Desk, given) -> None:
    number = opened(desk)
    desk.patch(f"/tickets/{number}", {"assignee_id": str(desk.actor.agent_id), "subject": "秘密主题"})
    clerk = given(
        requester__phone="hidden",
        requester__name="hidden",
        subject="hidden",
        tags="hidden",
        assignee="hidden",
        team="hidden",
        messages="hidden",
        stopwatches="hidden",
        satisfaction="hidden",
    )
    for path in (f"/tickets/{number}", "/tickets", f"/tickets/{number}/timeline"):
        text = clerk.api.get(f"/api/v1{path}").content.decode()
        for secret in (PHONE, "王女士", "VIP", "秘密主题", "空调不制冷", desk.actor.name, "回电"):
            if secret == desk.actor.name and path.endswith("timeline"):
                continue  # who did something is of the record, not of the field
            assert secret not in text, (path, secret)
    ticket = clerk.get(f"/tickets/{number}")
    assert ticket["assignee"] is None
    assert ticket["stopwatches"] == []
    for shown in (ticket, clerk.get("/tickets")["items"][0]):
        assert (shown["next_due_at"], shown["time_left"], shown["at_risk"]) == (None, None, False)
    assert desk.get(f"/tickets/{number}")["time_left"] is not None


def test_what_is_hidden_cannot_be_found_out_by_narrowing_a_list(desk: Desk, given) -> None:
    clerk = given(assignee="hidden", team="masked")
    assert clerk.get(f"/tickets?assignee={desk.actor.agent_id}", 403)["code"] == "field_hidden"
    assert clerk.get("/tickets?team=none", 403)["code"] == "field_hidden"


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("subject", {"subject": "x"}),
        ("priority", {"priority": "P0"}),
        ("tags", {"tags": ["x"]}),
        ("team", {"team_id": None}),
        ("assignee", {"assignee_id": None}),
        ("type", {"type": "request"}),
        ("label", {"label": None}),
    ],
)
def test_a_field_that_may_only_be_read_is_not_written(desk: Desk, given, field, body) -> None:
    number = opened(desk)
    refused = given(**{field: "read"}).patch(f"/tickets/{number}", body, 403)
    assert refused["code"] == "field_read_only"
    assert refused["fields"] == [f"tickets.{field}"]


def test_nor_on_opening_nor_as_a_message(desk: Desk, given) -> None:
    number = opened(desk)
    clerk = given(messages="read", tags="read")
    clerk.post(f"/tickets/{number}/messages", {"visibility": "note", "body": "x"}, 403)
    body = {"subject": "x", "body": "x", "requester": {"email": "a@b.example"}}
    clerk.post("/tickets", {**body, "tags": ["x"]}, 403)
    clerk.post("/tickets", body)


def test_rights_may_hold_for_one_ticket_type(desk: Desk, given) -> None:
    number = opened(desk)
    other = given("repair", subject="hidden")
    assert other.get(f"/tickets/{number}")["subject"]
    assert given("request", subject="hidden").get(f"/tickets/{number}")["subject"] == ""


def test_a_ticket_is_solved_only_with_what_the_role_requires(desk: Desk, given) -> None:
    number = desk.open()["number"]
    clerk = given(tags="required")
    refused = clerk.patch(f"/tickets/{number}", {"status": "solved"}, 422)
    assert refused["code"] == "required_fields_missing"
    assert refused["errors"][0]["field"] == "tags"
    message = {"visibility": "public", "body": "好了", "set_status": "solved"}
    clerk.post(f"/tickets/{number}/messages", message, 422)
    clerk.patch(f"/tickets/{number}", {"status": "solved", "tags": ["VIP"]})


def test_who_was_faster_tells_no_hidden_field(desk: Desk, given) -> None:
    number = opened(desk)
    desk.patch(f"/tickets/{number}", {"subject": "秘密主题"})
    clerk = given(subject="hidden")
    stale = clerk.api.patch(f"/api/v1/tickets/{number}", {"priority": "P0"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert "秘密主题" not in stale.content.decode()


def test_files_are_hidden_with_their_field(desk: Desk, given) -> None:
    sent = desk.api.post(
        "/api/v1/files",
        {"file": SimpleUploadedFile("a.txt", b"secret")},
        content_type=MULTIPART_CONTENT,
    ).json()
    number = desk.open(attachment_ids=[sent["id"]])["number"]
    clerk = given(attachments="hidden")
    assert desk.api.get(sent["url"]).status_code == 200
    assert clerk.api.get(sent["url"]).status_code == 404
    [line] = [item for item in clerk.get(f"/tickets/{number}/timeline")["items"] if item["message"]]
    assert line["message"]["attachments"] == []
