"""The door of `channels`: sending mail, requesters' links, and what the web form brings."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.channels.actions.open_from_web_form import open_from_web_form as _open_from_web_form
from relaydesk.channels.actions.queue_mail import queue_mail
from relaydesk.channels.contracts import FormOutcome, OutgoingKind, PortalGrant
from relaydesk.channels.queries import links

__all__ = ["open_from_web_form", "portal_token", "read_portal_token", "requester_link", "send_mail"]


def send_mail(
    *,
    kind: OutgoingKind | str,
    ticket_id: int | None,
    to: str,
    subject: str,
    body_html: str,
    at: datetime,
    dedupe_key: str,
    message_id: UUID | None = None,
    to_name: str = "",
    automatic: bool = True,
) -> UUID | None:
    """Queue one mail in the caller's transaction; the worker sends it.

    Args:
        kind: "survey", "notice", "reply" or "acknowledgement".
        ticket_id: the ticket it is about: answers to the mail come to it.
        to, to_name: one address, and how the person is called.
        subject: one line; control characters are taken out.
        body_html: sanitised here as well (CVE-2026-41904).
        at: now, aware UTC.
        dedupe_key: what the mail is about, at most 120 characters; the same key again sends nothing more.
        message_id: the message that this mail carries, if it carries one.
        automatic: marks it as RFC 3834 asks, and holds it back from addresses that bounced or were written to
            too often.

    Returns:
        The id of the mail, or None when an automatic mail was held back.

    Raises:
        Invalid: `to` is not one address.
    """
    return queue_mail(
        kind=OutgoingKind(kind),
        ticket_id=ticket_id,
        message_id=message_id,
        to=to,
        to_name=to_name,
        subject=subject,
        body_html=body_html,
        at=at,
        dedupe_key=dedupe_key,
        automatic=automatic,
    )


def requester_link(ticket_id: int) -> str:
    """The address in the portal under which the requester of the ticket sees it.

    Raises:
        NotFound: there is no such ticket.
    """
    return links.requester_link(ticket_id)


def portal_token(ticket_id: int, contact_id: UUID) -> str:
    """The token of a portal link: bound to one ticket and one contact, 160 bits of HMAC."""
    return links.portal_token(ticket_id, contact_id)


def read_portal_token(token: str) -> PortalGrant | None:
    """What a token allows, or None when it is not one of ours."""
    return links.read_portal_token(token)


def open_from_web_form(
    *,
    name: str,
    email: str,
    subject: str,
    body: str,
    at: datetime,
    phone: str | None = None,
    attachment_ids: Sequence[UUID] = (),
    actor: Actor | None = None,
    source: str = "",
    locale: str = "zh",
    submission_key: str | None = None,
) -> FormOutcome:
    """Open a ticket for what somebody wrote into a web form.

    The submission is stored raw and committed first, then the ticket is opened, so that the number can be
    shown.

    Args:
        name, email, phone: who asks, unverified.
        subject, body: what he wrote, plain text.
        at: now, aware UTC.
        attachment_ids: uploads of `actor`.
        actor: who acts and uploaded the files; by default the requester himself.
        source: network address, kept in the ledger only.
        locale: "zh" or "en", the language of the form.
        submission_key: names this submission; the same again returns the ticket made first.

    Raises:
        Invalid: the address or the text is not usable.
    """
    return _open_from_web_form(
        name=name,
        email=email,
        subject=subject,
        body=body,
        at=at,
        phone=phone,
        attachment_ids=tuple(attachment_ids),
        actor=actor,
        source=source,
        locale=locale,
        submission_key=submission_key,
    )
