"""What the tests of notifications share: people, and the machinery that tells them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from relaydesk.access.contracts import Actor
from relaydesk.access.testing import ApiClient, an_agent, client_of
from relaydesk.channels.testing import WrittenMail, written_mails
from relaydesk.notifications.actions.send_mails import send_mails
from relaydesk.people import public as people
from relaydesk.platform.testing import deliver_events, frozen_clock
from relaydesk.tickets.testing import make_ticket

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
"""Noon in Shanghai, where agents are unless they say otherwise; a Tuesday."""


@dataclass
class Person:
    """An agent with a client that calls the API for him."""

    actor: Actor
    api: ApiClient

    def get(self, path: str, status: int = 200) -> Any:
        response = self.api.get(f"/api/v1{path}")
        assert response.status_code == status, response.content
        return response.json()

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        response = self.api.post(f"/api/v1{path}", body or {})
        assert response.status_code == status, response.content
        return response.json() if response.content else None

    def patch(self, path: str, body: Any, status: int = 200, **headers: Any) -> Any:
        response = self.api.patch(f"/api/v1{path}", body, **headers)
        assert response.status_code == status, response.content
        return response.json()

    def put(self, path: str, status: int = 200) -> Any:
        response = self.api.put(f"/api/v1{path}", {})
        assert response.status_code == status, response.content
        return response.json()

    @property
    def unread(self) -> int:
        return int(self.get("/notices/unread")["unread"])

    @property
    def lines(self) -> list[dict[str, Any]]:
        return list(self.get("/notices")["items"])

    @property
    def email(self) -> str:
        assert self.actor.agent_id is not None
        agent = people.agent(self.actor.agent_id)
        assert agent is not None
        return agent.email


def a_person(**kwargs: Any) -> Person:
    actor = an_agent(**kwargs)
    return Person(actor, client_of(actor))


@pytest.fixture
def me(db: None) -> Person:
    return a_person(name="林小夏")


@pytest.fixture
def colleague(db: None) -> Person:
    return a_person(name="周航")


def opened(**wanted: Any) -> str:
    """A ticket that came in by mail, told to whom it concerns."""
    number = make_ticket(**wanted).number
    deliver_events()
    return number


def give(by: Person, number: str, to: Person | None) -> None:
    by.patch(f"/tickets/{number}", {"assignee_id": str(to.actor.agent_id) if to else None})
    deliver_events()


def note(by: Person, number: str, html: str = "<p>请看一下</p>") -> None:
    by.post(f"/tickets/{number}/messages", {"visibility": "note", "body_html": html}, status=201)
    deliver_events()


def mention_of(person: Person) -> str:
    return f'<p><span data-mention="{person.actor.agent_id}">@{person.actor.name}</span> 请看</p>'


def forget_all(*people_: Person) -> None:
    """Everything told so far is read."""
    for person in people_:
        person.post("/notices/read", {"all_until": "2100-01-01T00:00:00Z"})


def mails_at(at: datetime) -> list[WrittenMail]:
    """The mails that leave at this instant."""
    before = {mail.id for mail in written_mails("notice")}
    with frozen_clock(at):
        while send_mails():
            pass
    return [mail for mail in written_mails("notice") if mail.id not in before]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements on notices and on tickets."""
    seen: list[str] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "notifications_" in sql or "tickets_ticket " in sql:
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield seen


def links_in(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)
