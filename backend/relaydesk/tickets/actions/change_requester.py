"""Give a ticket to another requester: who asked was taken down wrongly, or somebody else goes on with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.platform.errors import Invalid, Stale
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.actions.storing import Change, finish, load_for_change
from relaydesk.tickets.contracts import ChangeKind
from relaydesk.tickets.events import RequesterChanged
from relaydesk.tickets.queries.stale import changes_since
from relaydesk.tickets.rules.state import TicketState


@transaction.atomic
def change_requester(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    requester_id: UUID,
    reason: str,
    expected_version: int | None = None,
) -> TicketState:
    """Change who asks. From now on replies go to him, and the portal shows him what was said publicly.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        Invalid: no reason, or no such contact for this actor (CVE-2026-40591: each id is looked at).
        Stale: somebody was faster.
    """
    state = load_for_change(actor, number)
    if expected_version is not None and expected_version != state.version:
        raise Stale(state.version, changes_since(state, expected_version, actor=actor))
    if not reason.strip():
        raise Invalid.field("reason", "required", "Say why.")
    contact = people.contact(requester_id)
    if contact is None or not actor.cleared_for(contact.label):
        raise Invalid.field("requester_id", "unknown_contact", "There is no such contact.")
    if contact.id == state.requester_id:
        return state
    change = Change.of(state, at=at)
    before, state.requester_id = state.requester_id, contact.id
    fact = RequesterChanged(
        ticket_id=state.id,
        number=state.number,
        requester_id=contact.id,
        previous_requester_id=before,
        reason=reason.strip()[:500],
        ticket_version=state.version,
    )
    change.note(ChangeKind.EDITED, fact)
    with hot_cursor() as cursor:
        cursor.execute("UPDATE tickets_ticket SET requester_id = %s WHERE id = %s", [contact.id, state.id])
    return finish(change, actor=actor, at=at)
