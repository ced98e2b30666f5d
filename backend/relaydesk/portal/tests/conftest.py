from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from relaydesk.access.contracts import SYSTEM, contact_actor
from relaydesk.channels.public import portal_token
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.portal.http import routes
from relaydesk.tickets import public as tickets


@dataclass
class Holder:
    """A requester with the link of one ticket, and the browser he opens it with."""

    client: Client
    token: str
    ticket_id: int
    number: str
    contact_id: UUID

    @property
    def path(self) -> str:
        return f"/api/v1/portal/tickets/{self.token}"

    def page(self) -> dict[str, Any]:
        response = self.client.get(self.path)
        assert response.status_code == 200, response.content
        return response.json()

    def answer(self, body: str, **more: Any) -> Any:
        return self.client.post(
            f"{self.path}/messages", {"body": body, **more}, content_type="application/json"
        )

    def upload(self, name: str = "photo.txt", data: bytes = b"hello") -> Any:
        from django.core.files.uploadedfile import SimpleUploadedFile

        return self.client.post(f"{self.path}/files", {"file": SimpleUploadedFile(name, data)})


def make_holder(email: str, subject: str = "空调不制冷", body: str = "面板报 E4") -> Holder:
    at = now()
    contact = people.find_or_make_contact(email=email, name=email.split("@")[0], at=at)
    ticket = tickets.open_ticket(
        actor=contact_actor(contact.id, contact.name),
        at=at,
        subject=subject,
        requester_id=contact.id,
        channel="email",
        body_text=body,
    )
    token = portal_token(ticket.id, contact.id)
    return Holder(Client(), token, ticket.id, ticket.number, contact.id)


def staff_says(holder: Holder, text: str, visibility: str = "public", **more: Any) -> Any:
    return tickets.add_message(
        actor=SYSTEM("test desk"),
        at=now(),
        ticket_id=holder.ticket_id,
        visibility=visibility,
        channel="email",
        body_text=text,
        **more,
    )


@pytest.fixture(autouse=True)
def _fresh_brakes() -> Iterator[None]:
    routes.READS.clear()
    routes.WRONG_LINKS.clear()
    yield
    routes.READS.clear()
    routes.WRONG_LINKS.clear()


@pytest.fixture
def holder(db: None) -> Holder:
    return make_holder("wang.ke@example.com")
