"""Write the entries of tickets and contacts anew."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction

from relaydesk.people import public as people
from relaydesk.people.contracts import ContactView
from relaydesk.platform.sql import hot_cursor
from relaydesk.search.rules.documents import bare_numbers, document
from relaydesk.search.rules.pinyin import pinyin_of
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketTexts

_KEEP = """
INSERT INTO {table} ({key}, document, numbers)
SELECT e.id, e.document::tsvector, e.numbers
  FROM unnest(%s::{kind}[], %s::text[], %s::text[]) AS e(id, document, numbers)
ON CONFLICT ({key}) DO UPDATE SET document = EXCLUDED.document, numbers = EXCLUDED.numbers
 WHERE ({table}.document, {table}.numbers) IS DISTINCT FROM (EXCLUDED.document, EXCLUDED.numbers)
"""
_KEEP_TICKETS = _KEEP.format(table="search_ticketentry", key="ticket_id", kind="bigint")
_KEEP_CONTACTS = _KEEP.format(table="search_contactentry", key="contact_id", kind="uuid")


@transaction.atomic
def index_tickets(ids: Collection[int]) -> int:
    """Write the entries of these tickets; tickets that are gone are left out.

    Returns:
        How many were written.
    """
    found = sorted(tickets.ticket_texts(ids), key=lambda texts: texts.ticket_id)
    requesters = people.contacts({texts.requester_id for texts in found})
    entries = [(t.ticket_id, *_ticket(t, requesters.get(t.requester_id))) for t in found]
    _keep(_KEEP_TICKETS, entries)
    return len(entries)


@transaction.atomic
def index_contacts(ids: Collection[UUID]) -> int:
    """Write the entries of these contacts. Returns how many were written."""
    found = sorted(people.contacts(ids).values(), key=lambda contact: contact.id)
    entries = [(contact.id, *_contact(contact)) for contact in found]
    _keep(_KEEP_CONTACTS, entries)
    return len(entries)


def _keep(sql: str, entries: list[tuple[int | UUID, str, str]]) -> None:
    if entries:
        with hot_cursor() as cursor:
            cursor.execute(sql, [list(column) for column in zip(*entries, strict=True)])


def _ticket(texts: TicketTexts, requester: ContactView | None) -> tuple[str, str]:
    who = _words_of(requester) if requester else []
    written = document((texts.number, texts.subject, *texts.tags), who, texts.bodies, texts.file_names)
    return written, bare_numbers((texts.number, (requester.phone or "") if requester else ""))


def _contact(contact: ContactView) -> tuple[str, str]:
    named = (contact.name, *pinyin_of(contact.name))
    reached = [value for value in (contact.email, contact.phone) if value]
    return document(named, (contact.company or "",), reached), bare_numbers((contact.phone or "",))


def _words_of(contact: ContactView) -> Iterable[str]:
    values = (contact.name, contact.company, contact.email, contact.phone)
    return [*(value for value in values if value), *pinyin_of(contact.name)]
