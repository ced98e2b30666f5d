"""Take tickets out as a sheet: asked for, written by a worker, fetched by the one who asked."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from django.db import OperationalError, connection, transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.bulk.events import ExportAsked, ExportFetched, ExportWritten
from relaydesk.bulk.models import ExportSet
from relaydesk.bulk.queries.selection import Selection, chosen
from relaydesk.bulk.rules.columns import Column, Reader, headings, line
from relaydesk.files import public as files
from relaydesk.files.contracts import ExportView
from relaydesk.people import public as people
from relaydesk.platform import events, jobs
from relaydesk.platform.errors import Invalid, RuleBroken
from relaydesk.platform.sheets import SheetForm
from relaydesk.tickets import public as tickets

KIND = "bulk.tickets"
MOST_ROWS = 200_000
CHUNK = 500
TITLE = "工单"
log = structlog.get_logger("relaydesk.bulk")
_SLICE = "SELECT ticket_ids[%s:%s] FROM bulk_export_set WHERE export_id = %s"


def subject_of(export_id: UUID) -> str:
    """The subject under which the facts of an export stand."""
    return f"ticket_export:{export_id}"


@transaction.atomic
def ask_export(
    *, actor: Actor, at: datetime, selection: Selection, form: SheetForm, columns: Sequence[Column]
) -> ExportView:
    """Fix the tickets that are chosen at this moment, and queue the sheet.

    Raises:
        Forbidden, Invalid: the selection is refused, or nothing is chosen.
        RuleBroken: "too_many_rows", with the limit.
    """
    assert actor.account_id is not None
    found = chosen(actor, selection, most=MOST_ROWS)
    if found.more:
        raise RuleBroken(
            "too_many_rows",
            f"At most {MOST_ROWS:,} tickets go into one sheet.",
            data={"limit": MOST_ROWS},
        )
    if not found.tickets:
        raise Invalid.field("numbers", "nothing_chosen", "No ticket is chosen that you may see.")
    scopes = None if actor.token_scopes is None else sorted(actor.token_scopes)
    asked = {"columns": [one.value for one in columns], "token_scopes": scopes, **selection.told()}
    export = files.begin_export(
        kind=KIND, account_id=actor.account_id, form=form, at=at, asked=asked, total=len(found.tickets)
    )
    ExportSet.objects.create(export_id=export.id, ticket_ids=[ident for ident, _ in found.tickets])
    fact = ExportAsked(
        export_id=export.id,
        for_account=actor.account_id,
        format=form.value,
        columns=[one.value for one in columns],
        tickets=len(found.tickets),
    )
    events.record(fact, actor=actor.ref, subject=subject_of(export.id), at=at)
    jobs.defer("bulk.export", export_id=str(export.id))
    return export


def write_export(export_id: UUID, *, at: datetime) -> None:
    """Write the sheet, by the rights that its asker has now; again when it was broken off."""
    export = files.waiting_export(export_id)
    if export is None:
        return
    actor = access.actor_by_account(export.account_id, export.asked["token_scopes"])
    try:
        if actor is None or not actor.can(tickets.TicketPermission.EXPORT):
            files.fail_export(export_id, at=at)
        else:
            export = files.write_export(export_id, title=TITLE, rows=_lines(export, actor), at=at)
    except OperationalError:
        raise
    except Exception as error:
        log.error("bulk.export_failed", exc_info=error)
        files.fail_export(export_id, at=at)
    now_is = files.own_export(export_id, kind=KIND, account_id=export.account_id)
    with transaction.atomic():
        ExportSet.objects.filter(export_id=export_id).delete()
        fact = ExportWritten(
            export_id=export_id, for_account=export.account_id, rows=now_is.rows or 0, state=now_is.state
        )
        events.record(fact, actor=SYSTEM("bulk").ref, subject=subject_of(export_id), at=at)


@transaction.atomic
def fetch_export(*, actor: Actor, at: datetime, export_id: UUID) -> tuple[ExportView, Iterator[bytes]]:
    """One's own sheet, on record, with its bytes.

    Raises:
        NotFound: there is none of this account, it is not written, or it has died.
    """
    found = files.own_export(export_id, kind=KIND, account_id=actor.account_id)
    pieces = files.export_bytes(found)
    events.record(ExportFetched(export_id=export_id), actor=actor.ref, subject=subject_of(export_id), at=at)
    return found, pieces


def _lines(export: ExportView, actor: Actor) -> Iterator[list[str]]:
    agent = people.agent(actor.agent_id) if actor.agent_id else None
    reader = Reader(
        chinese=agent is None or agent.locale != "en",
        zone=ZoneInfo(agent.timezone if agent else "Asia/Shanghai"),
    )
    columns = [Column(one) for one in export.asked["columns"]]
    yield headings(columns, reader)
    for ids in _ids(export.id):
        for row in tickets.rows_to_export(actor, ids):
            yield line(row, columns, reader)


def _ids(export_id: UUID) -> Iterator[list[int]]:
    """The ids in pieces: they are read so, and no transaction stays open while the sheet is written."""
    first = 1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_SLICE, [first, first + 20 * CHUNK - 1, export_id])
            found = cursor.fetchone()
        if not found or not found[0]:
            return
        yield from (found[0][place : place + CHUNK] for place in range(0, len(found[0]), CHUNK))
        first += 20 * CHUNK
