"""Every route that writes records an event, or says here why it need not."""

import pytest
from ninja.operation import Operation

from config.urls import api
from relaydesk.platform.http.api import operations
from relaydesk.platform.http.guard import WRITES
from tests.record.reachability import mentioned, reaches

RECORDERS = frozenset(
    {
        ("relaydesk.platform.events.recording", "record"),
        ("relaydesk.platform.events.recording", "record_many"),
    }
)
RETRY = "makes a worker try again what is on record already; what comes of it is recorded"
CHALLENGE = "hands out a challenge; what is done with it is recorded"
UPLOAD = "an upload that nothing refers to yet; the message that takes it is recorded"
DRAFT = "what somebody has begun to write is his own; what he sends of it is recorded"
PRESENCE = "who has a ticket open just now; nothing of it is kept"
EXEMPT = {
    "POST /deliveries/{delivery_id}/retry": RETRY,
    "POST /intake/{intake_id}/retry": RETRY,
    "POST /outbox/{outgoing_id}/retry": RETRY,
    "POST /files": UPLOAD,
    "POST /portal/files": UPLOAD,
    "POST /portal/tickets/{token}/files": UPLOAD,
    "POST /identity-providers/{uuidstr:provider_id}/synchronise": "queues a job, which records what it did",
    "POST /identity-providers/{uuidstr:provider_id}/test": "asks the provider, and changes nothing",
    "POST /me/factors/passkeys/begin": CHALLENGE,
    "POST /me/factors/totp": CHALLENGE,
    "POST /me/identities": CHALLENGE,
    "POST /me/proof/begin": CHALLENGE,
    "POST /session/passkey/begin": CHALLENGE,
    "POST /session/second-factor/begin": CHALLENGE,
    "POST /password-resets": "queues a job, which records the link: the answer must take as long for nobody",
    "PUT /tickets/{number}/draft": DRAFT,
    "DELETE /tickets/{number}/draft": DRAFT,
    "PUT /me/new-ticket-draft": DRAFT,
    "DELETE /me/new-ticket-draft": DRAFT,
    "PUT /tickets/{number}/presence": PRESENCE,
    "DELETE /tickets/{number}/presence": PRESENCE,
    "POST /saved-replies/preview": "a preview that changes nothing",
    "POST /people/imports": "a preview that changes nothing; applying it is recorded",
}


def writes() -> list[tuple[str, Operation]]:
    found = {
        f"{method} {operation.path}": operation
        for operation in operations(api._get_bound_routers())
        for method in operation.methods
        if method in WRITES
    }
    return sorted(found.items(), key=lambda pair: pair[0])


@pytest.mark.parametrize(("route", "operation"), [pytest.param(*pair, id=pair[0]) for pair in writes()])
def test_the_write_is_recorded(route: str, operation: Operation) -> None:
    view = operation.view_func
    recorded = reaches((view.__module__, view.__name__), RECORDERS)
    if route in EXEMPT:
        assert not recorded, f"{route} records an event now: take it off the list"
    else:
        assert recorded, f"{route} records nothing: record a fact, or say in EXEMPT why not"


def test_the_list_of_exceptions_names_routes_that_exist() -> None:
    assert set(EXEMPT) <= {route for route, _ in writes()}


def test_the_search_finds_a_view_that_records_nothing() -> None:
    """A check that cannot fail proves nothing."""
    assert not reaches(("relaydesk.audit.http.routes", "list_record"), RECORDERS)
    assert reaches(("relaydesk.audit.http.routes", "change_retention"), RECORDERS)
    assert mentioned(("relaydesk.audit.http.routes", "nothing_of_that_name")) == set()
