"""Take up a sheet: a preview that writes nothing, then, by a job, all of it in one transaction or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from relaydesk.people.acting import caller_now
from relaydesk.people.actions.posts_and_skills import POSTS, SKILLS
from relaydesk.people.contracts import Caller, PeoplePermission
from relaydesk.people.events import ImportApplied, ImportBegun
from relaydesk.people.models import PeopleImport
from relaydesk.people.rules.identities import clean_name
from relaydesk.people.sheets import companies, contacts, house
from relaydesk.people.sheets.columns import KINDS, SheetKind
from relaydesk.people.sheets.files import read_rows
from relaydesk.people.sheets.lines import LineError, lines_of
from relaydesk.people.sheets.plan import MAX_ERRORS, Loader, Plan, Values, make_plan
from relaydesk.people.sheets.progress import Progress
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Forbidden, NotFound, Problem, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.jobs import defer

KEPT = timedelta(days=7)
JOB = "people.apply_import"
PREVIEWED, APPLYING, REFUSED, APPLIED, EXPIRED = "previewed", "applying", "refused", "applied", "expired"
# A company may take over the domain of another: all of them are written in one portion.
PORTIONS = {"contacts": 1000, "companies": 20_000}
WriteOne = Callable[[Caller, datetime, UUID | None, Values], None]
LOADERS: dict[str, Loader] = {
    "departments": house.load_departments,
    "teams": house.load_teams,
    "posts": house.load_names(POSTS),
    "skills": house.load_names(SKILLS),
    "agents": house.load_agents,
    "companies": companies.load_companies,
    "contacts": contacts.load_contacts,
}
ONE_BY_ONE: dict[str, WriteOne] = {
    "departments": house.write_department,
    "teams": house.write_team,
    "posts": house.write_name(POSTS),
    "skills": house.write_name(SKILLS),
    "agents": house.write_agent,
}
AT_ONCE = {"companies": companies.write_companies, "contacts": contacts.write_contacts}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet would do, does or did; `done` of `total` lines are written."""

    id: UUID
    kind: str
    name: str
    state: str
    counts: dict[str, int]
    errors: list[dict[str, Any]]
    done: int
    total: int
    refusal: str | None
    made_at: datetime
    applied_at: datetime | None


def check_permission(actor: Caller, kind: str) -> SheetKind:
    """The kind, if the actor may import it: beside the right to import, the right to write each row by hand.

    Raises:
        NotFound: there is no such kind.
        Forbidden: he may not.
    """
    found = KINDS.get(kind)
    if found is None:
        raise NotFound
    own = kind in ("contacts", "companies")
    needed = PeoplePermission.WRITE_CONTACTS if own else PeoplePermission.MANAGE
    for permission in (PeoplePermission.IMPORT, needed):
        if not actor.can(permission):
            raise Forbidden(data={"permission": str(permission)})
    return found


def _plan(actor: Caller, kind: SheetKind, data: bytes) -> Plan:
    lines = lines_of(kind, read_rows(data, max_rows=kind.max_rows))
    plan = make_plan(kind, LOADERS[kind.word](actor, lines), lines)
    if kind.word == "departments":
        plan.new.sort(key=lambda one: len(one[1]["parent"]))
    return plan


def preview_import(*, actor: Caller, at: datetime, kind: str, name: str, data: bytes) -> Preview:
    """Read a sheet and say line by line what it would do; only the sheet itself is kept, for a week.

    Raises:
        Forbidden, NotFound: see `check_permission`.
        Invalid, TooLarge: the file cannot be read, or is too big.
    """
    plan = _plan(actor, check_permission(actor, kind), data)
    ident = actor.ref.id
    row = PeopleImport.objects.create(
        kind=kind,
        name=clean_name(name, "sheet"),
        content=data,
        state=PREVIEWED,
        counts=plan.counts(),
        errors=[asdict(error) for error in plan.errors[:MAX_ERRORS]],
        made_by=UUID(ident) if ident else None,
        made_by_name=actor.ref.name[:200],
        made_at=at,
    )
    return _shown(row)


def _own(actor: Caller, import_id: UUID, *, lock: bool = False) -> PeopleImport:
    rows = PeopleImport.objects.select_for_update() if lock else PeopleImport.objects.defer("content")
    row = rows.filter(id=import_id).first()
    if row is None or str(row.made_by) != str(actor.ref.id):
        raise NotFound  # a preview tells of rows that another may not see
    return row


def show_import(*, actor: Caller, import_id: UUID) -> Preview:
    """One's own import.

    Raises:
        NotFound: there is none, or it is another's.
    """
    return _shown(_own(actor, import_id))


@transaction.atomic
def begin_import(*, actor: Caller, at: datetime, import_id: UUID) -> Preview:
    """Have a previewed sheet written by a job; `show_import` tells how far it is. Again changes nothing.

    Raises:
        NotFound: there is no such import of the actor.
        Forbidden: his rights no longer suffice.
        RuleBroken: `import_applied`, `import_expired`.
    """
    row = _own(actor, import_id, lock=True)
    kind = check_permission(actor, row.kind)
    if row.state == APPLYING:
        return _shown(row)
    if row.state not in (PREVIEWED, REFUSED) or row.content is None:
        raise RuleBroken(f"import_{row.state}", "This sheet waits for nothing.")
    row.state, row.done, row.refusal, row.errors = APPLYING, 0, "", []
    row.save(update_fields=["state", "done", "refusal", "errors"])
    fact = ImportBegun(import_id=row.id, kind=kind.word, new=row.counts["new"], changed=row.counts["changed"])
    record(fact, actor=actor.ref, subject=f"import:{row.id}", at=at)
    defer(JOB, import_id=str(row.id))
    return _shown(row)


def finish_import(*, import_id: UUID, at: datetime) -> None:
    """Write a sheet that was begun: everything or nothing, judged anew by what is there now.

    The job's part. What forbids it is kept in the row: `import_has_errors` with the lines, `line_refused`,
    `changed_meanwhile`, `forbidden`; `interrupted` when something else went wrong, which is raised as well.
    """
    progress = Progress(import_id)
    try:
        with transaction.atomic():
            _apply(import_id, at, progress)
    except Refused as refused:
        _refuse(import_id, refused.code, refused.errors)
    except Problem as problem:
        _refuse(import_id, problem.code, [])
    except Exception:
        _refuse(import_id, "interrupted", [])
        raise
    finally:
        progress.close()


class Refused(Exception):
    """Nothing is written, and why."""

    def __init__(self, code: str, errors: Sequence[LineError] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.errors = [asdict(error) for error in errors[:MAX_ERRORS]]


def _apply(import_id: UUID, at: datetime, progress: Progress) -> None:
    with connection.cursor() as cursor:
        # Not the row's own lock: how far it is is written by another connection.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(import_id)])
    row = PeopleImport.objects.filter(id=import_id, state=APPLYING).first()
    if row is None or row.content is None:
        return
    actor = caller_now(row.made_by, at) if row.made_by else None
    if actor is None:
        raise Forbidden
    kind = check_permission(actor, row.kind)
    plan = _plan(actor, kind, bytes(row.content))
    if plan.errors:
        raise Refused("import_has_errors", plan.errors)
    _write(actor, at, kind, plan, progress)
    row.state, row.applied_at, row.content, row.counts = APPLIED, at, None, plan.counts()
    row.done = len(plan.new) + len(plan.changed)
    row.save()
    fact = ImportApplied(
        import_id=row.id,
        kind=row.kind,
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
    )
    record(fact, actor=actor.ref, subject=f"import:{row.id}", at=at)


def _refuse(import_id: UUID, code: str, errors: list[dict[str, Any]]) -> None:
    PeopleImport.objects.filter(id=import_id, state=APPLYING).update(
        state=REFUSED, refusal=code[:40], errors=errors, done=0
    )


def _write(actor: Caller, at: datetime, kind: SheetKind, plan: Plan, progress: Progress) -> None:
    if kind.word in AT_ONCE:
        try:
            with transaction.atomic():
                for part in plan.portions(PORTIONS[kind.word]):
                    AT_ONCE[kind.word](actor, at, part)
                    progress.add(len(part.new) + len(part.changed))
        except IntegrityError:
            raise Refused("changed_meanwhile") from None
        return
    write = ONE_BY_ONE[kind.word]
    for line, values in plan.new:
        _write_line(write, actor, at, line.number, None, values)
        progress.add(1)
    for line, row_id, values in plan.changed:
        _write_line(write, actor, at, line.number, row_id, values)
        progress.add(1)


def _write_line(
    write: WriteOne, actor: Caller, at: datetime, line: int, row_id: UUID | None, values: Values
) -> None:
    try:
        write(actor, at, row_id, values)
    except Problem as problem:
        raise Refused("line_refused", [LineError.of(line, "", problem.code)]) from None


def _shown(row: PeopleImport) -> Preview:
    return Preview(
        id=row.id,
        kind=row.kind,
        name=row.name,
        state=row.state,
        counts=row.counts,
        errors=row.errors,
        done=row.done,
        total=row.counts["new"] + row.counts["changed"],
        refusal=row.refusal or None,
        made_at=row.made_at,
        applied_at=row.applied_at,
    )


def forget_old_sheets() -> bool:
    """Delete the bytes of sheets that nobody applied within a week; what they would have done stays."""
    old = PeopleImport.objects.filter(state__in=[PREVIEWED, REFUSED], made_at__lt=now() - KEPT)
    return bool(old.update(content=None, errors=[], state=EXPIRED))
