"""A stranger fills in the public form."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import SYSTEM, Actor, contact_actor
from relaydesk.channels.public import open_from_web_form
from relaydesk.files import public as files
from relaydesk.people import public as people
from relaydesk.platform.errors import Invalid
from relaydesk.platform.http.schemas import Json
from relaydesk.platform.ids import uuid7
from relaydesk.platform.secrets import sign, verify
from relaydesk.portal.uploads import file_ids

_PURPOSE = "portal-draft"


def new_draft() -> str:
    """Name a form that is being filled in: random and signed, so that no one can guess another's."""
    ident = uuid7().hex
    return f"{ident}{sign(_PURPOSE, ident)}"


def draft_uploader(draft: str) -> Actor:
    """The nameless actor who uploads for a form, before we know who it is.

    Raises:
        Invalid: the draft was not named by us.
    """
    ident, signature = draft[:32], draft[32:]
    if not verify(_PURPOSE, ident, signature):
        raise Invalid.field("draft", "unknown", "Not a form that was begun here.")
    return contact_actor(UUID(hex=ident), "")


def submit_request(
    *,
    at: datetime,
    name: str,
    email: str,
    phone: str | None,
    subject: str,
    body: str,
    locale: str,
    draft: str | None,
    attachment_names: Sequence[str],
    source: str,
) -> Json:
    """Open a ticket from the form.

    Args:
        phone: only a hint beside the address: it never joins two people.
        locale: zh or en, for a contact who is new.
        draft: the form's name when files were uploaded for it.
        attachment_names: those uploads.
        source: network address, for the ledger of what came in.

    Returns:
        Number and link of the ticket; the same whether or not the address was known.

    Raises:
        Invalid: an address that cannot be one, or files of another form.
    """
    ids: tuple[UUID, ...] = ()
    if attachment_names:
        if not draft:
            raise Invalid.field("draft", "missing", "Files need the draft that they were uploaded for.")
        draft_uploader(draft)
        ids = file_ids(attachment_names, scope=f"draft:{draft}")
    requester: Actor | None = None
    if ids:
        contact = people.find_or_make_contact(
            email=email, phone=phone, name=name, locale=locale, actor=SYSTEM("portal").ref, at=at
        )
        requester = contact_actor(contact.id, contact.name)
        ids = _taken_over(ids, requester, at)
    # No transaction around it: the door stores the raw submission and commits before it opens the ticket.
    outcome = open_from_web_form(
        name=name,
        email=email,
        phone=phone,
        subject=subject,
        body=body,
        locale=locale,
        attachment_ids=ids,
        actor=requester,
        source=source,
        at=at,
    )
    return {"number": outcome.ticket.number, "portal_url": outcome.portal_url}


def _taken_over(ids: Sequence[UUID], requester: Actor, at: datetime) -> tuple[UUID, ...]:
    """Give the form's uploads to the requester, now that he is known; the bytes are stored once."""
    taken = []
    for ident in ids:
        content = files.read(ident)
        if content is None or content.owner is not None:
            raise Invalid.field("attachment_ids", "unknown", "Not a file that was uploaded here.")
        again = files.store(
            name=content.attachment.name,
            content_type=content.attachment.content_type,
            data=content.data,
            uploader=requester,
            at=at,
        )
        taken.append(again.id)
    return tuple(taken)
