"""An agent's own settings."""

from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.replies.models import Habits, TrustedSender
from relaydesk.replies.policies import writer

MOST_TRUSTED = 1_000


def habits_of(actor: Actor) -> Habits:
    """His settings, or the usual ones."""
    agent_id = writer(actor)
    return Habits.objects.filter(agent_id=agent_id).first() or Habits(agent_id=agent_id)


def trusted_senders(actor: Actor) -> list[UUID]:
    """Contacts in whose mails pictures are loaded, the last first."""
    rows = TrustedSender.objects.filter(agent_id=writer(actor)).order_by("-id")
    return list(rows.values_list("contact_id", flat=True)[:MOST_TRUSTED])
