"""What the bearer of a ticket link sees."""

import hashlib
from uuid import UUID

from relaydesk.channels.public import requester_link
from relaydesk.files.contracts import AttachmentView
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.schemas import Json
from relaydesk.portal.links import Link
from relaydesk.portal.presenting import shown_message
from relaydesk.portal.rules.labels import status_label
from relaydesk.surveys.contracts import SurveyView
from relaydesk.surveys.public import survey_of
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Kin, LinkKind, MessageView


def survey_for(link: Link) -> SurveyView | None:
    """The latest survey of the ticket, if one was sent."""
    return survey_of(link.ticket.id)


def kin_for(link: Link) -> list[Kin]:
    """The requester's tickets that came out of this one, or out of which it came."""
    return tickets.kin_of(link.ticket.id)


def page_tag(link: Link, survey: SurveyView | None, kin: list[Kin]) -> str:
    """A strong ETag for the page of a ticket: changes with the ticket, its survey and what came out of it."""
    ticket = link.ticket
    facts = (
        f"{ticket.number} {ticket.version} {ticket.updated_at.isoformat()} {link.goes_on_with} {survey} {kin}"
    )
    return f'"{hashlib.sha256(facts.encode()).hexdigest()[:24]}"'


def ticket_page(link: Link, survey: SurveyView | None, kin: list[Kin]) -> Json:
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
        "messages": [shown_message(m, link) for m in _thread(link)],
        "merged": link.apart or link.merged is not None,
        "merged_number": link.merged.number if link.merged else None,
        "own_url": requester_link(ticket.id) if link.merged else None,
        "kin": [_shown_kin(one) for one in kin],
        "can_answer": True,
        "satisfaction": None if score is None else {"score": score},
        "survey_url": survey.url if survey else None,
    }


_NAMES = {
    (LinkKind.SPLIT, True): "split_off",
    (LinkKind.SPLIT, False): "split_from",
    (LinkKind.FOLLOW_UP, True): "follow_up",
    (LinkKind.FOLLOW_UP, False): "follows",
}


def _shown_kin(one: Kin) -> Json:
    return {
        "kind": _NAMES[one.kind, one.later],
        "number": one.number,
        "url": requester_link(one.ticket_id),
    }


def _thread(link: Link) -> list[MessageView]:
    """What the bearer may read: the public thread, or what was said in his ticket that was merged away."""
    if link.apart:
        return tickets.messages_of_merged(link.ticket.id)
    return tickets.messages(link.ticket.id, public_only=True)


def attachment_of(link: Link, file_id: UUID) -> AttachmentView:
    """An attachment of a public message of this very ticket.

    Raises:
        NotFound: it belongs to a note, to another ticket, to nothing, or does not exist. All look the same.
    """
    for message in _thread(link):
        for file in message.attachments:
            if file.id == file_id:
                return file
    raise NotFound
