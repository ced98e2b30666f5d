"""What the bearer of a ticket link sees."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from relaydesk.channels.public import read_portal_token
from relaydesk.files.contracts import AttachmentView
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.schemas import Json
from relaydesk.portal.rules.inline_images import readdressed
from relaydesk.portal.rules.labels import status_label
from relaydesk.surveys.contracts import SurveyView
from relaydesk.surveys.public import survey_of
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind, MessageView, TicketView

MAX_TOKEN = 400


@dataclass(frozen=True, slots=True)
class Link:
    """A valid ticket link: the ticket, and the requester whom it was sent to."""

    token: str
    ticket: TicketView
    contact_id: UUID


def open_link(token: str) -> Link:
    """Follow a ticket link.

    Raises:
        NotFound: the token is not ours, or its bearer is no longer the requester. All look the same.
    """
    grant = read_portal_token(token) if len(token) <= MAX_TOKEN else None
    if grant is None:
        raise NotFound
    ticket = tickets.ticket(grant.ticket_id)
    if ticket is None or ticket.requester_id != grant.contact_id:
        raise NotFound
    return Link(token, ticket, grant.contact_id)


def page_tag(link: Link, survey: SurveyView | None) -> str:
    """A strong ETag for the page of a ticket: changes with the ticket and with its survey."""
    ticket = link.ticket
    facts = f"{ticket.number} {ticket.version} {ticket.updated_at.isoformat()} {survey}"
    return f'"{hashlib.sha256(facts.encode()).hexdigest()[:24]}"'


def survey_for(link: Link) -> SurveyView | None:
    """The latest survey of the ticket, if one was sent."""
    return survey_of(link.ticket.id)


def ticket_page(link: Link, survey: SurveyView | None) -> Json:
    """The page of a ticket: public messages only, oldest first."""
    ticket = link.ticket
    label, label_en = status_label(ticket.category)
    score = survey.score if survey else None
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "status": {"category": ticket.category, "label": label, "label_en": label_en},
        "created_at": ticket.created_at,
        "progress": tickets.progress(ticket),
        "messages": [shown_message(m, link) for m in tickets.messages(ticket.id, public_only=True)],
        "can_answer": True,
        "satisfaction": None if score is None else {"score": score},
        "survey_url": survey.url if survey else None,
    }


def shown_message(message: MessageView, link: Link) -> Json:
    """A message with exactly the fields that a requester may see."""
    files = [_shown_file(file, link.token) for file in message.attachments]
    addresses = {file["id"]: file["url"] for file in files}

    def here(html: str) -> str:
        return readdressed(
            html,
            by_path={f"/api/v1/files/{ident}": url for ident, url in addresses.items()},
            by_content_id={a.content_id: addresses[str(a.id)] for a in message.attachments if a.content_id},
        )

    return {
        "id": str(message.id),
        "author": {"kind": message.author_kind, "name": _shown_name(message)},
        "mine": message.author_kind == AuthorKind.CONTACT and message.author_contact_id == link.contact_id,
        "automatic": message.automatic,
        "at": message.created_at,
        "body_html": here(message.body_html),
        "quoted_html": here(message.quoted_html) if message.quoted_html else None,
        "attachments": files,
    }


def attachment_of(link: Link, file_id: UUID) -> AttachmentView:
    """An attachment of a public message of this very ticket.

    Raises:
        NotFound: it belongs to a note, to another ticket, to nothing, or does not exist. All look the same.
    """
    for message in tickets.messages(link.ticket.id, public_only=True):
        for file in message.attachments:
            if file.id == file_id:
                return file
    raise NotFound


def _shown_name(message: MessageView) -> str:
    # Names of parts of the system ("intake", "automation") tell a requester nothing.
    return "" if message.author_kind == AuthorKind.SYSTEM else message.author_name


def _shown_file(file: AttachmentView, token: str) -> Json:
    return {
        "id": str(file.id),
        "name": file.name,
        "size": file.size,
        "content_type": file.content_type,
        "url": f"/api/v1/portal/files/{token}/{file.id}",
        "inline": file.inline,
    }
