"""Writes invented tickets into the database by COPY."""

from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

from config.sample_data import afterwards
from config.sample_data.companies import settle_companies
from config.sample_data.copying import copy_rows
from config.sample_data.organisation import House
from config.sample_data.rows import TAGS, Catalogue, RowMaker, Rows
from config.sample_data.story import DEMO_DAYS, SamplePerson, people, tickets
from relaydesk.dispatch.public import recount_loads
from relaydesk.platform.ids import uuid7
from relaydesk.platform.timers import set_timers
from relaydesk.sla.queries import stopwatch_rows
from relaydesk.sla.queries.policies import terms_for_new_ticket
from relaydesk.tickets.actions.remembering_tags import remember_tags
from relaydesk.tickets.actions.storing import COPY_MESSAGES, COPY_TICKETS
from relaydesk.tickets.models import Status, TicketType

CHUNK = 2000
_COPY_CONTACTS = "COPY people_contact (id, name, locale, company_id, created_at) FROM STDIN"
_COPY_IDENTITIES = "COPY people_contactidentity (id, contact_id, kind, value, verified_at) FROM STDIN"
_COPY_EVENTS = (
    "COPY platform_event (name, version, subject, actor_kind, actor_id, actor_name, at, payload, depth)"
    " FROM STDIN"
)


def load_tickets(
    house: House, count: int, *, until: datetime, requesters: int, days: int = DEMO_DAYS, seed: int = 11
) -> None:
    """Invent and write `count` tickets of the `days` before `until`, from `requesters` new contacts.

    Nothing is delivered: no mail leaves, no rule runs. Timers of stopwatches that still run are set.
    """
    invented = people(requesters, seed)
    catalogue = _catalogue(house, invented, _write_contacts(invented, seed, until))
    maker = RowMaker(catalogue, until)
    stories = tickets(count, invented, until=until, days=days, seed=seed)
    while chunk := list(islice(stories, CHUNK)):
        with transaction.atomic():
            rows = Rows()
            for (ticket_id, sequence), story in zip(_take(len(chunk)), chunk, strict=True):
                maker.add(rows, ticket_id, sequence, story)
            _write(rows, catalogue)
    recount_loads()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _catalogue(house: House, invented: list[SamplePerson], contacts: list[Any]) -> Catalogue:
    types = list(TicketType.objects.all())
    terms = terms_for_new_ticket()
    if terms is None:
        raise RuntimeError("there is no SLA policy; run the migrations first")
    return Catalogue(
        types={one.key: one.id for one in types},
        patterns={one.key: one.number_pattern for one in types},
        statuses={one.key: one.id for one in Status.objects.filter(type=None)},
        terms=terms,
        house=house,
        people=invented,
        contacts=contacts,
    )


def _write_contacts(invented: list[SamplePerson], seed: int, at: datetime) -> list[Any]:
    """Write the contacts; `seed` keeps the addresses of several loads apart."""
    ids = [uuid7() for _ in invented]
    companies = settle_companies({person.company for person in invented if person.company}, at=at)
    contacts = [
        [i, p.name, p.locale, companies.get(p.company), at] for i, p in zip(ids, invented, strict=True)
    ]
    identities = []
    for contact_id, person in zip(ids, invented, strict=True):
        name, _, domain = person.mail.partition("@")
        mail = person.mail if seed == 11 else f"{name}.{seed}@{domain}"
        identities.append([uuid7(), contact_id, "email", mail, at])
    with transaction.atomic():
        copy_rows(_COPY_CONTACTS, contacts)
        copy_rows(_COPY_IDENTITIES, identities)
    return ids


def _take(count: int) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('tickets_ticket_id_seq'), nextval('tickets_number_seq')"
            " FROM generate_series(1, %s)",
            [count],
        )
        found: list[tuple[int, int]] = cursor.fetchall()
    return found


def _write(rows: Rows, catalogue: Catalogue) -> None:
    copy_rows(COPY_TICKETS, rows.tickets)
    remember_tags(tag for tags in TAGS.values() for tag in tags)
    copy_rows(COPY_MESSAGES, rows.messages)
    copy_rows(_COPY_EVENTS, rows.events)
    stopwatch_rows.write([(one.kept, one.found) for one in rows.stopwatches])
    set_timers([timer for one in rows.stopwatches for timer in one.timers()])
    afterwards.write(rows, catalogue)
