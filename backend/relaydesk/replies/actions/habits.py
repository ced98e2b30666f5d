"""An agent's own settings of writing and reading."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.platform.errors import NotFound
from relaydesk.platform.events import record
from relaydesk.replies.contracts import AfterSend
from relaydesk.replies.events import HabitsChanged, SenderTrusted
from relaydesk.replies.models import Habits, TrustedSender
from relaydesk.replies.policies import writer


@transaction.atomic
def set_habits(*, actor: Actor, at: datetime, after_send: AfterSend, undo_seconds: int) -> Habits:
    """Say where the desk goes after sending, and for how long a reply can be taken back (0 to 30 seconds)."""
    agent_id = writer(actor)
    row, _ = Habits.objects.update_or_create(
        agent_id=agent_id, defaults={"after_send": after_send.value, "undo_seconds": undo_seconds}
    )
    fact = HabitsChanged(agent_id=agent_id, after_send=after_send.value, undo_seconds=undo_seconds)
    record(fact, actor=actor.ref, subject=f"agent:{agent_id}", at=at)
    return row


@transaction.atomic
def trust_sender(*, actor: Actor, at: datetime, contact_id: UUID, trusted: bool) -> None:
    """Let pictures of other servers be loaded in a contact's mails always, or no longer.

    Raises:
        NotFound: there is no such contact for this actor.
    """
    agent_id = writer(actor)
    contact = people.contact(contact_id)
    if contact is None or not actor.cleared_for(contact.label):
        raise NotFound
    if trusted:
        _, changed = TrustedSender.objects.get_or_create(agent_id=agent_id, contact_id=contact_id)
    else:
        changed = bool(TrustedSender.objects.filter(agent_id=agent_id, contact_id=contact_id).delete()[0])
    if changed:
        fact = SenderTrusted(agent_id=agent_id, contact_id=contact_id, trusted=trusted)
        record(fact, actor=actor.ref, subject=f"agent:{agent_id}", at=at)
