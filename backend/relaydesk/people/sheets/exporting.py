"""Give people out as a sheet: what the same caller would see in the lists, and no more."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from relaydesk.people.contracts import AgentDetails, Caller, CompanyView, ContactView, IdentityKind
from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.events import SheetExported
from relaydesk.people.masking import mask_for
from relaydesk.people.models import Post, Skill
from relaydesk.people.queries.agents import AgentFilters, list_agents
from relaydesk.people.queries.companies import CompanyFilters, list_companies
from relaydesk.people.queries.contact_list import ContactFilters, list_contacts
from relaydesk.people.queries.organisation import all_departments, names_of, teams_where
from relaydesk.people.rules.tree import path_of, written_path
from relaydesk.people.sheets.columns import KINDS
from relaydesk.people.sheets.house import EVERYONE
from relaydesk.platform.errors import Forbidden, NotFound, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.sheets import SheetForm, sheet_bytes

Row = list[str]
CHUNK = 2_000
MAX_ROWS = 200_000
IDENTITIES = """
SELECT contact_id, kind, array_agg(value ORDER BY position, verified_at NULLS LAST, id)
  FROM people_contactidentity WHERE contact_id = ANY(%s) GROUP BY contact_id, kind
"""


@transaction.atomic
def export_sheet(*, actor: Caller, at: datetime, kind: str, form: str, chinese: bool) -> bytes:
    """A file of everything of one kind that the actor may see; that he took it is recorded.

    Args:
        kind: as in `columns.KINDS`.
        form: csv or xlsx.
        chinese: whether the header is in Chinese; both are read back.

    Raises:
        NotFound: there is no such kind or form.
        Forbidden: he may not.
        RuleBroken: `too_many_rows`.
    """
    sheet = KINDS.get(kind)
    if sheet is None or form not in set(SheetForm):
        raise NotFound
    read = P.READ_CONTACTS if kind in ("contacts", "companies") else P.READ_AGENTS
    for permission in (P.EXPORT, read):
        if not actor.can(permission):
            raise Forbidden(data={"permission": str(permission)})
    rows = list(islice(READERS[kind](actor), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise RuleBroken("too_many_rows", "Take them out by the API.", data={"limit_rows": MAX_ROWS})
    header = [column.name if chinese else column.key for column in sheet.columns]
    fact = SheetExported(kind=kind, format=form, rows=len(rows))
    record(fact, actor=actor.ref, subject=f"sheet:{kind}", at=at)
    return sheet_bytes(SheetForm(form), kind, [header, *rows])


def _departments(caller: Caller) -> Iterator[Row]:
    tree = {one.id: one for one in all_departments()}
    mails = {one.id: one.email for one in _agents_by_name()}
    for one in sorted(tree.values(), key=lambda d: path_of(tree, d.id)):
        yield [
            one.name,
            one.name_en,
            written_path(path_of(tree, one.parent_id)) if one.parent_id else "",
            mails[one.head_id] if one.head_id else "",
            ";".join(mails[i] for i in one.deputy_ids),
        ]


def _agents_by_name() -> list[AgentDetails]:
    return list_agents(AgentFilters(active=None), limit=EVERYONE)


def _teams(caller: Caller) -> Iterator[Row]:
    tree = {one.id: one for one in all_departments()}
    mails = {one.id: one.email for one in _agents_by_name()}
    for one in teams_where("ORDER BY t.key", []):
        department = written_path(path_of(tree, one.department_id)) if one.department_id else ""
        yield [one.key, one.name, one.name_en, department, ";".join(sorted(mails[i] for i in one.member_ids))]


def _names(model: type[Post] | type[Skill]) -> Callable[[Caller], Iterator[Row]]:
    def read(caller: Caller) -> Iterator[Row]:
        for one in names_of(model):
            yield [one.name, one.name_en]

    return read


def _agents(caller: Caller) -> Iterator[Row]:
    tree = {one.id: one for one in all_departments()}
    teams = {one.id: one.key for one in teams_where("", [])}
    posts = {one.id: one.name for one in names_of(Post)}
    skills = {one.id: one.name for one in names_of(Skill)}
    for one in _agents_by_name():
        place = one.place
        levels = sorted(
            f"{skills[s.skill_id]}:{s.level}:{s.valid_until or ''}".rstrip(":") for s in one.skills
        )
        yield [
            one.email,
            one.name,
            written_path(path_of(tree, one.department_id)) if one.department_id else "",
            ";".join(sorted(teams[i] for i in one.team_ids)),
            ";".join(sorted(posts[i] for i in one.post_ids)),
            ";".join(levels),
            place.address if place else "",
            str(place.lat) if place and place.lat is not None else "",
            str(place.lon) if place and place.lon is not None else "",
            one.locale,
            one.timezone,
            "true" if one.active else "false",
        ]


def _companies(caller: Caller) -> Iterator[Row]:
    page: list[CompanyView] = list_companies(CompanyFilters(), limit=CHUNK)
    while page:
        for one in page:
            contract = (str(day) if day else "" for day in (one.contract_from, one.contract_until))
            yield [one.name, one.tier.value, ";".join(one.domains), *contract]
        page = list_companies(CompanyFilters(), limit=CHUNK, after=(page[-1].name, page[-1].id))


def _contacts(caller: Caller) -> Iterator[Row]:
    mask = mask_for(caller)
    filters = ContactFilters()
    page: list[ContactView] = list_contacts(caller, filters, limit=CHUNK)
    while page:
        with connection.cursor() as cursor:
            cursor.execute(IDENTITIES, [[one.id for one in page]])
            held = {(contact_id, kind): values for contact_id, kind, values in cursor.fetchall()}
        for one in page:
            cells = []
            for kind in (IdentityKind.EMAIL, IdentityKind.PHONE, IdentityKind.WECHAT):
                values = held.get((one.id, kind.value), [])
                cells.append(";".join(mask.shown(kind, value) or "" for value in values))
            yield [str(one.id), one.name, *cells, one.company or "", one.locale]
        page = list_contacts(caller, filters, limit=CHUNK, after=(page[-1].id,))


READERS: dict[str, Callable[[Caller], Iterator[Row]]] = {
    "departments": _departments,
    "teams": _teams,
    "posts": _names(Post),
    "skills": _names(Skill),
    "agents": _agents,
    "companies": _companies,
    "contacts": _contacts,
}
