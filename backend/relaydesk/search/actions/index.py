"""Write the entries of tickets and contacts anew."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.people import public as people
from relaydesk.people.contracts import ContactView
from relaydesk.platform.sql import hot_cursor
from relaydesk.privacy import public as privacy
from relaydesk.search.rules import marks
from relaydesk.search.rules.documents import bare, document
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketTexts, TicketView

_KEEP_TICKETS = """
INSERT INTO search_ticketentry AS kept (ticket_id, document, number, phone)
SELECT e.id, e.document::tsvector, e.number, e.phone
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS e(id, document, number, phone)
ON CONFLICT (ticket_id) DO UPDATE
   SET document = EXCLUDED.document, number = EXCLUDED.number, phone = EXCLUDED.phone
 WHERE (kept.document, kept.phone) IS DISTINCT FROM (EXCLUDED.document, EXCLUDED.phone)
"""
_KEEP_CONTACTS = """
INSERT INTO search_contactentry AS kept (contact_id, document, phone)
SELECT e.id, e.document::tsvector, e.phone
  FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS e(id, document, phone)
ON CONFLICT (contact_id) DO UPDATE SET document = EXCLUDED.document, phone = EXCLUDED.phone
 WHERE (kept.document, kept.phone) IS DISTINCT FROM (EXCLUDED.document, EXCLUDED.phone)
"""


@transaction.atomic
def index_tickets(ids: Collection[int]) -> int:
    """Write the entries of these tickets; tickets that are gone are left out.

    Returns:
        How many were written.
    """
    found = sorted(tickets.ticket_texts(ids), key=lambda texts: texts.ticket_id)
    everybody = people.contacts({texts.requester_id for texts in found})
    # Who bears a label is not found by the words of his tickets either.
    requesters = {ident: one for ident, one in everybody.items() if one.label is None}
    views = tickets.tickets([texts.ticket_id for texts in found])
    entries = [
        _ticket(texts, requesters.get(texts.requester_id), views[texts.ticket_id])
        for texts in found
        if texts.ticket_id in views
    ]
    _keep(_KEEP_TICKETS, entries)
    return len(entries)


@transaction.atomic
def index_contacts(ids: Collection[UUID]) -> int:
    """Write the entries of these contacts. Returns how many were written."""
    found = sorted(people.contacts(ids).values(), key=lambda contact: contact.id)
    entries = [_contact(contact) for contact in found]
    _keep(_KEEP_CONTACTS, entries)
    return len(entries)


def _keep(sql: str, entries: Sequence[tuple[Any, ...]]) -> None:
    if entries:
        with hot_cursor() as cursor:
            cursor.execute(sql, [list(column) for column in zip(*entries, strict=True)])


def _ticket(texts: TicketTexts, requester: ContactView | None, view: TicketView) -> tuple[int, str, str, str]:
    kinds = privacy.kinds_always_masked()
    written = document(
        (texts.number, texts.subject, *texts.tags),
        _names(requester),
        (*(privacy.mask_text(body, kinds) for body in texts.bodies), *texts.file_names),
        _addresses(requester),
    )
    phone = bare((requester.phone or "") if requester else "")
    return texts.ticket_id, f"{written} {marks.stored(marks_of(view))}", bare(texts.number), phone


def marks_of(view: TicketView) -> list[str]:
    """Where a ticket lies, what it is, and when it changed last."""
    return [
        marks.day(view.updated_at),
        marks.place(marks.DEPARTMENT, view.department_id),
        marks.place(marks.TEAM, view.team_id),
        marks.place(marks.ASSIGNEE, view.assignee_id),
        f"{marks.CATEGORY}{view.category.value}",
        f"{marks.TYPE}{view.type_key}",
        f"{marks.CHANNEL}{view.channel}",
    ]


def _contact(contact: ContactView) -> tuple[UUID, str, str]:
    return contact.id, document((), _names(contact), (), _addresses(contact)), bare(contact.phone or "")


def _names(contact: ContactView | None) -> list[str]:
    if contact is None:
        return []
    return [contact.name, *people.pinyin_of(contact.name), *([contact.company] if contact.company else ())]


def _addresses(contact: ContactView | None) -> list[str]:
    return [value for value in (contact.email, contact.phone) if value] if contact else []
