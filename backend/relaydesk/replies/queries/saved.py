"""Finding saved replies, and filling one for a ticket."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.platform.cache import cached
from relaydesk.platform.errors import Invalid, NotFound
from relaydesk.platform.html import sanitize, to_text
from relaydesk.replies.contracts import LANGUAGES, Sharing
from relaydesk.replies.models import SavedReply
from relaydesk.replies.policies import may_change, visible_to
from relaydesk.replies.rules.templates import UnfillableError, fill
from relaydesk.tickets import public as tickets

SNIPPET = 160
HOUSE = ZoneInfo("Asia/Shanghai")
MARKED = ("requester.email", "requester.phone")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filled:
    """A saved reply, ready for the composer."""

    html: str
    language: str


def present(row: SavedReply, actor: Actor) -> Json:
    """A saved reply with all it says."""
    team = people.team(row.team_id) if row.team_id else None
    sharing = Sharing(row.sharing)
    return {
        "id": row.id,
        "title": row.title,
        "shortcut": row.shortcut,
        "folder": row.folder,
        "tags": row.tags,
        "sharing": row.sharing,
        "team": {"id": team.id, "name": team.name} if team else None,
        "languages": sorted(row.bodies),
        "snippet": to_text(_shown_first(row.bodies)[:2000])[:SNIPPET],
        "bodies": row.bodies,
        "version": row.version,
        "updated_at": row.updated_at,
        "can_edit": actor.viewed_by is None
        and may_change(actor, sharing, owner_id=row.owner_id, team_id=row.team_id),
    }


def _shown_first(bodies: dict[str, str]) -> str:
    """The text by which one knows it: the first of our languages in which it is written."""
    return next((bodies[one] for one in LANGUAGES if one in bodies), "")


def find_saved(
    actor: Actor, text: str, *, limit: int, after: tuple[str, UUID] | None = None
) -> list[SavedReply]:
    """Those that he may use: by shortcut, name, folder, tag, pinyin or words; without a text by name."""
    rows = visible_to(actor).order_by("title", "id")
    wanted = text.strip().casefold()
    if not wanted:
        if after is not None:
            rows = rows.filter(Q(title__gt=after[0]) | Q(title=after[0], id__gt=after[1]))
        return list(rows[:limit])
    ranked = [(rank, row) for row in rows if (rank := _rank(row, wanted)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return [row for _, row in ranked[:limit]]


def _rank(row: SavedReply, wanted: str) -> int | None:
    if row.shortcut.startswith(wanted):
        return 0
    title = row.title.casefold()
    if title.startswith(wanted) or any(one.startswith(wanted) for one in _spellings(row.title)):
        return 1
    if wanted in title or wanted in row.folder.casefold() or any(wanted in t.casefold() for t in row.tags):
        return 2
    return 3 if any(wanted in body.casefold() for body in row.bodies.values()) else None


@cached(seconds=600)
def _spellings(title: str) -> tuple[str, ...]:
    return tuple(people.pinyin_of(title)[:2])


def saved_reply(actor: Actor, reply_id: UUID) -> SavedReply:
    """One that the actor may use.

    Raises:
        NotFound: there is none.
    """
    row = visible_to(actor).filter(pk=reply_id).first()
    if row is None:
        raise NotFound
    return row


def fill_for(
    actor: Actor, number: str, bodies: dict[str, str], *, language: str | None, at: datetime
) -> Filled:
    """Fill a template for a ticket, with the values as the actor sees them.

    Args:
        language: None for the requester's; when it is not written in it, another.

    Raises:
        NotFound: the ticket is out of sight.
        Invalid: the template is faulty.
    """
    view = tickets.ticket_for(actor, number)
    contact = people.contact(view.requester_id)
    wanted = language or (contact.locale[:2] if contact else LANGUAGES[0])
    chosen = wanted if wanted in bodies else next(iter(bodies))
    company = contact.company if contact else None
    values = _values(actor, tickets.as_seen(actor, number), chosen, at)
    hidden = not actor.field_right("tickets.requester.company", view.type_key).shows
    values["requester.company"] = "" if hidden or company is None else company
    return Filled(_filled(bodies[chosen], values), chosen)


def _filled(html: str, values: Json) -> str:
    try:
        return sanitize(fill(html, values))
    except UnfillableError as fault:
        raise Invalid.field("bodies", "syntax", str(fault)) from None


def _values(actor: Actor, row: Json, language: str, at: datetime) -> Json:
    from markupsafe import Markup, escape

    suffix = "_en" if language == "en" else ""
    agent = people.agent(actor.agent_id) if actor.agent_id else None
    values: Json = {
        "requester.name": row["requester"]["name"],
        "requester.email": row["requester"]["email"] or "",
        "requester.phone": row["requester"]["phone"] or "",
        "ticket.number": row["number"],
        "ticket.subject": row["subject"],
        "ticket.status": row["status"][f"name{suffix}"],
        "ticket.priority": row["priority"],
        "ticket.type": row["type"][f"name{suffix}"],
        "ticket.created_on": _day(row["created_at"]),
        "ticket.team": row["team"]["name"] if row["team"] else "",
        "agent.name": actor.name,
        "agent.email": (agent.email or "") if agent else "",
        "today": _day(at),
    }
    for name in MARKED:
        if "*" in values[name]:
            # He sees it masked: what leaves is filled in by the server (tickets/actions/filling_in.py).
            values[name] = Markup('<span data-var="{}">{}</span>').format(name, escape(values[name]))
    return values


def _day(at: datetime) -> str:
    return at.astimezone(HOUSE).date().isoformat()


SAMPLE: Json = {
    "requester.name": "王女士",
    "requester.email": "wang@example.com",
    "requester.phone": "+86 138 1234 5678",
    "requester.company": "晨光文具",
    "ticket.number": "GD202611-00042",
    "ticket.subject": "空调不制冷",
    "ticket.status": "处理中",
    "ticket.priority": "P2",
    "ticket.type": "服务请求",
    "ticket.created_on": "2026-11-22",
    "ticket.team": "服务台",
    "agent.name": "李工",
    "agent.email": "li@example.com",
    "today": "2026-11-22",
}
"""What a preview without a ticket shows."""


def preview(html: str) -> str:
    """A template filled with sample values.

    Raises:
        Invalid: it is faulty.
    """
    return _filled(sanitize(html), SAMPLE)
