"""Take up a sheet: first a preview that writes nothing, then all of it in one transaction, or nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from relaydesk.people.actions.posts_and_skills import POSTS, SKILLS
from relaydesk.people.contracts import Caller, PeoplePermission
from relaydesk.people.events import ImportApplied
from relaydesk.people.models import PeopleImport
from relaydesk.people.rules.identities import clean_name
from relaydesk.people.sheets import companies, contacts, house
from relaydesk.people.sheets.columns import KINDS, SheetKind
from relaydesk.people.sheets.files import read_rows
from relaydesk.people.sheets.lines import LineError, lines_of
from relaydesk.people.sheets.plan import MAX_ERRORS, Loader, Plan, Values, make_plan
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Forbidden, NotFound, Problem, RuleBroken
from relaydesk.platform.events import record

KEPT = timedelta(days=7)
PREVIEWED, APPLIED, EXPIRED = "previewed", "applied", "expired"
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
    """What a sheet would do, or did."""

    id: UUID
    kind: str
    name: str
    state: str
    counts: dict[str, int]
    errors: list[dict[str, Any]]
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
def apply_import(*, actor: Caller, at: datetime, import_id: UUID) -> Preview:
    """Write a previewed sheet: everything or nothing, judged anew by what is there now.

    Raises:
        NotFound: there is no such import of the actor.
        Forbidden: his rights no longer suffice.
        RuleBroken: `import_applied`, `import_expired`, `import_has_errors` (with the lines), `line_refused`,
            `changed_meanwhile`.
    """
    row = _own(actor, import_id, lock=True)
    kind = check_permission(actor, row.kind)
    if row.state != PREVIEWED or row.content is None:
        raise RuleBroken(f"import_{row.state}", "This sheet waits for nothing.")
    plan = _plan(actor, kind, bytes(row.content))
    if plan.errors:
        errors = [asdict(error) for error in plan.errors[:MAX_ERRORS]]
        raise RuleBroken("import_has_errors", "Nothing was written.", data={"errors": errors})
    _write(actor, at, kind, plan)
    row.state, row.applied_at, row.content, row.counts = APPLIED, at, None, plan.counts()
    row.save()
    fact = ImportApplied(
        import_id=row.id,
        kind=row.kind,
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
    )
    record(fact, actor=actor.ref, subject=f"import:{row.id}", at=at)
    return _shown(row)


def _write(actor: Caller, at: datetime, kind: SheetKind, plan: Plan) -> None:
    if kind.word in AT_ONCE:
        try:
            with transaction.atomic():
                AT_ONCE[kind.word](actor, at, plan)
        except IntegrityError:
            raise RuleBroken(
                "changed_meanwhile", "Somebody wrote the same at this moment; try again."
            ) from None
        return
    write = ONE_BY_ONE[kind.word]
    for line, values in plan.new:
        _write_line(write, actor, at, line.number, None, values)
    for line, row_id, values in plan.changed:
        _write_line(write, actor, at, line.number, row_id, values)


def _write_line(
    write: WriteOne, actor: Caller, at: datetime, line: int, row_id: UUID | None, values: Values
) -> None:
    try:
        write(actor, at, row_id, values)
    except Problem as problem:
        error = asdict(LineError.of(line, "", problem.code))
        raise RuleBroken("line_refused", "Nothing was written.", data={"errors": [error]}) from None


def _shown(row: PeopleImport) -> Preview:
    return Preview(row.id, row.kind, row.name, row.state, row.counts, row.errors, row.made_at, row.applied_at)


def forget_old_sheets() -> bool:
    """Delete the bytes of sheets that nobody applied within a week; what they would have done stays."""
    old = PeopleImport.objects.filter(state=PREVIEWED, made_at__lt=now() - KEPT)
    return bool(old.update(content=None, errors=[], state=EXPIRED))
