"""A requester answers by the link of his ticket."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from relaydesk.channels.public import requester_link
from relaydesk.platform.errors import Invalid, NotFound
from relaydesk.platform.http.schemas import Json
from relaydesk.portal.links import Link, requester_of
from relaydesk.portal.presenting import shown_message
from relaydesk.portal.uploads import file_ids
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Visibility

CHANNEL = "portal"


def answer_ticket(*, link: Link, at: datetime, body: str, attachment_names: Sequence[str]) -> Json:
    """Add the requester's answer to the ticket; on a closed one it opens a follow-up ticket.

    Args:
        link: the valid link.
        at: now.
        body: plain text; may be empty when files are attached.
        attachment_names: uploads made by this link.

    Raises:
        Invalid: nothing was said, or a file was not uploaded by this link.
    """
    ids = file_ids(attachment_names, scope=link.upload_scope)
    if not body.strip() and not ids:
        raise Invalid.field("body", "empty", "Write something or attach a file.")
    message = tickets.add_message(
        actor=requester_of(link),
        at=at,
        ticket_id=link.ticket.id,
        visibility=Visibility.PUBLIC,
        channel=CHANNEL,
        body_text=body,
        attachment_ids=ids,
    )
    landed = link.ticket if message.ticket_id == link.ticket.id else tickets.ticket(message.ticket_id)
    if landed is None:
        raise NotFound
    if landed.requester_id != link.contact_id:
        # It was merged into another requester's ticket: neither its number nor its link is for this one.
        landed = link.ticket
    url = requester_link(landed.id)
    token = url.rstrip("/").rsplit("/", 1)[-1]
    return {
        "ticket_number": landed.number,
        "portal_url": url,
        "message": shown_message(message, replace(link, token=token, ticket=landed)),
    }
