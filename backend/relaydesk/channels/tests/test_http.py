"""Outbox, ledger and originals over HTTP, and the web form's door."""

from typing import Any

import pytest

from relaydesk.access.testing import an_administrator, an_agent, client_of
from relaydesk.channels import public as channels
from relaydesk.channels.actions.take_intake import take_intake
from relaydesk.channels.models import Intake, Outgoing
from relaydesk.channels.tests.conftest import deliver, make_mail
from relaydesk.people import public as people
from relaydesk.platform import blobs
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid
from relaydesk.platform.testing import settle
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.django_db


def test_the_outbox_shows_a_newcomer_what_the_requester_would_get() -> None:
    row = deliver(make_mail())
    assert row is not None
    client = client_of(an_administrator())
    page = client.get("/api/v1/outbox").json()
    [item] = page["items"]
    ticket = tickets.ticket(row.ticket_id or 0)
    assert ticket is not None
    assert (item["to"], item["kind"], item["state"]) == ("wang@customer.example", "acknowledgement", "held")
    assert item["ticket_number"] == ticket.number
    assert page["next_cursor"] is None
    mail = client.get(f"/api/v1/outbox/{item['id']}").json()
    assert "https://desk.example/portal/t/" in mail["body_html"]
    assert ticket.number in mail["body_text"]
    assert {"name": "Auto-Submitted", "value": "auto-replied"} in mail["headers"]


def test_pages_follow_each_other() -> None:
    for number in range(3):
        deliver(make_mail(message_id=f"<{number}@x>", sender=f"p{number}@x.example"))
    client = client_of(an_administrator())
    for path in ("/api/v1/outbox", "/api/v1/intake"):
        seen = []
        cursor = ""
        while True:
            page = client.get(f"{path}?limit=2" + (f"&cursor={cursor}" if cursor else "")).json()
            seen += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert len(set(seen)) == 3, path


def test_a_held_mail_goes_when_there_is_a_relay(settings: Any) -> None:
    deliver(make_mail())
    client = client_of(an_administrator())
    mail = Outgoing.objects.get()
    assert client.post(f"/api/v1/outbox/{mail.id}/retry").json()["state"] == "held"
    settings.SMTP_RELAY = "smtp://127.0.0.1:9"
    assert client.post(f"/api/v1/outbox/{mail.id}/retry").json()["state"] == "queued"
    assert client.post(f"/api/v1/outbox/{mail.id}/retry").status_code == 409


def test_a_parked_mail_is_visible_and_can_be_run_again() -> None:
    row = deliver(make_mail(sender="nobody"), mail_from="")
    assert row is not None
    assert row.state == "parked"
    client = client_of(an_administrator())
    [item] = client.get("/api/v1/intake?state=parked").json()["items"]
    assert item["reason"] == "no-sender"
    raw = client.get(f"/api/v1/intake/{item['id']}/raw")
    assert raw.content == make_mail(sender="nobody")
    assert raw.headers["X-Content-Type-Options"] == "nosniff"
    assert raw.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/api/v1/intake/{item['id']}").json()["envelope"]["rcpt_to"] == ["support@demo.local"]
    assert client.post(f"/api/v1/intake/{item['id']}/retry").json()["state"] == "received"
    while take_intake():
        pass
    assert Intake.objects.get().state == "parked"
    assert client.get("/api/v1/intake?state=nonsense").status_code == 422


def test_outbox_and_ledger_are_for_administrators() -> None:
    row = deliver(make_mail())
    assert row is not None
    mail = Outgoing.objects.get()
    client = client_of(an_agent())
    for path in ("outbox", f"outbox/{mail.id}", "intake", f"intake/{row.id}", f"intake/{row.id}/raw"):
        assert client.get(f"/api/v1/{path}").status_code == 403, path
    for path in (f"outbox/{mail.id}/retry", f"intake/{row.id}/retry"):
        assert client.post(f"/api/v1/{path}").status_code == 403, path


def test_the_original_is_for_those_who_may_read_the_ticket() -> None:
    row = deliver(make_mail())
    assert row is not None
    path = f"/api/v1/messages/{row.message_id}/original"
    assert client_of(an_administrator()).get(path).content == make_mail()
    team = people.team_by_key("service-desk")
    assert team is not None
    assert client_of(an_agent()).get(path).content == make_mail()
    other = people.make_department(name="别处", name_en="Elsewhere")
    stranger = an_agent(teams=("elsewhere",), department_id=other)
    assert client_of(stranger).get(path).status_code == 404
    assert client_of(an_administrator()).get(f"/api/v1/messages/{row.id}/original").status_code == 404


def test_the_thread_shows_delivery_and_original() -> None:
    row = deliver(make_mail())
    assert row is not None
    agent = an_administrator()
    tickets.add_message(
        actor=agent, at=now(), ticket_id=row.ticket_id or 0, channel="email", body_html="<p>x</p>"
    )
    settle()
    ticket = tickets.ticket(row.ticket_id or 0)
    assert ticket is not None
    items = client_of(agent).get(f"/api/v1/tickets/{ticket.number}/timeline").json()["items"]
    said = [item["message"] for item in items if item["message"]]
    assert (said[0]["delivery"]["state"], said[0]["has_original"]) == ("held", False)
    assert (said[1]["delivery"], said[1]["has_original"]) == (None, True)


def submit(**given: Any) -> Any:
    return channels.open_from_web_form(
        **{
            "name": "王强",
            "email": "wang@customer.example",
            "subject": "退款",
            "body": "请退款。",
            "at": now(),
            "source": "192.0.2.7",
            **given,
        }
    )


def test_a_web_form_opens_its_ticket_at_once_and_is_kept_raw() -> None:
    outcome = submit()
    settle()
    row = Intake.objects.get()
    assert (row.channel, row.state, row.ticket_id) == ("form", "done", outcome.ticket.id)
    assert "请退款。".encode() in blobs.read(row.raw)
    assert outcome.portal_url.startswith("https://desk.example/portal/t/")
    assert Outgoing.objects.get().kind == "acknowledgement"


def test_the_same_submission_twice_is_one_ticket() -> None:
    assert submit(submission_key="k1").ticket.id == submit(submission_key="k1").ticket.id
    assert submit(submission_key="k2").ticket.id != submit(submission_key="k1").ticket.id


def test_a_submission_whose_request_died_is_taken_over_by_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    from relaydesk.channels.actions import open_from_web_form as module

    def killed(*args: Any, **kwargs: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "open_submission", killed)
    with pytest.raises(KeyboardInterrupt):
        submit()
    monkeypatch.undo()
    assert not take_intake()
    Intake.objects.update(due_at=now())
    while take_intake():
        pass
    assert Intake.objects.get().state == "done"


def test_a_refused_form_leaves_a_visible_record() -> None:
    with pytest.raises(Invalid):
        submit(email="not an address")
    assert (Intake.objects.get().state, Intake.objects.get().reason) == ("ignored", "refused")


def test_cve_2026_33355_the_original_of_a_masked_message_is_not_given_out() -> None:
    """What the thread masks must not stand in the feed beside it."""
    row = deliver(make_mail(body="身份证 11010519491231002X"))
    assert row is not None
    refused = client_of(an_agent()).get(f"/api/v1/messages/{row.message_id}/original")
    assert (refused.status_code, refused.json()["code"]) == (403, "masked")
