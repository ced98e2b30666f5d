"""Send what is due by mail: one mail for each agent, however much it is."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from relaydesk.channels import public as channels
from relaydesk.channels.contracts import OutgoingKind
from relaydesk.notifications.actions.settling import settle_entries
from relaydesk.notifications.contracts import Channel
from relaydesk.notifications.queries.choosing import chosen_by
from relaydesk.notifications.queries.sending import Due, agents_due, ids_of, reader, take_due, tellable
from relaydesk.notifications.rules.timing import held_until, zone_of
from relaydesk.notifications.rules.words import heading, mail_html
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid

LATER = timedelta(hours=1)
MOST_TRIES = 24


def send_mails() -> bool:
    """Send what is due to a few agents; return whether anything was. Safe in many workers, and to be killed.

    The mail stands in the outbox in the very transaction in which the ledger says that it was sent.
    """
    at = now()
    done = [_send(agent_id, at) for agent_id in agents_due(Channel.MAIL, at)]
    return any(done)


@transaction.atomic
def _send(agent_id: UUID, at: datetime) -> bool:
    due = take_due(agent_id, Channel.MAIL, at)
    if not due:
        return False
    actor, agent = reader(agent_id, at), people.agent(agent_id)
    if actor is None or agent is None:
        settle_entries(ids_of(due), state="dropped")
        return True
    ready = hold_back(agent, due, at)
    told = tellable(actor, ready, locale=agent.locale)
    kept = set(ids_of(told.entries))
    settle_entries([one.id for one in ready if one.id not in kept], state="dropped")
    if not told.lines:
        return True
    try:
        mail = channels.send_mail(
            kind=OutgoingKind.NOTICE,
            # No ticket: what somebody answers to this mail must not become a message to the requester.
            ticket_id=None,
            to=agent.email,
            to_name=agent.name,
            subject=heading(told.lines, locale=agent.locale),
            body_html=mail_html(
                told.lines, locale=agent.locale, name=agent.name, url=f"{settings.PUBLIC_URL}/desk"
            ),
            at=at,
            dedupe_key=f"notice:{told.entries[0].id}:{told.entries[0].attempts}",
        )
    except Invalid:
        settle_entries(ids_of(told.entries), state="failed")
        return True
    if mail is not None:
        settle_entries(ids_of(told.entries), state="sent")
    elif told.entries[0].attempts >= MOST_TRIES:
        settle_entries(ids_of(told.entries), state="failed")
    else:  # his address bounced, or he got many mails within the hour: with the next ones
        settle_entries(ids_of(told.entries), state="waiting", due_at=at + LATER, tries=1)
    return True


def hold_back(agent: AgentView, due: list[Due], at: datetime) -> list[Due]:
    """Put off what quiet hours hold that began, or were chosen, since it was made; return the rest."""
    timing, zone = chosen_by([agent.id], at)[agent.id].timing, zone_of(agent.timezone)
    ready = []
    for one in due:
        until = held_until(timing, zone, at, urgent=one.urgent)
        if until is None:
            ready.append(one)
        else:
            settle_entries([one.id], state="waiting", due_at=until)
    return ready
