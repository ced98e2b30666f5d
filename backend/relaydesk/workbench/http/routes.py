"""An agent's own lists, and the wallboard of a team."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from relaydesk.access.contracts import Actor
from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.paging import Page, decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router
from relaydesk.tickets import public as tickets
from relaydesk.workbench.contracts import OwnList
from relaydesk.workbench.http.schemas import BenchCounts, BenchEntry, BoardList, Wallboard
from relaydesk.workbench.queries.lists import counts, own_list
from relaydesk.workbench.queries.wallboard import SCORED, board_of, boards, figures, on_duty, score

router = Router(tags=["workbench"])
ASSIGNEE, STOPWATCHES = "tickets.assignee", "tickets.stopwatches"
SATISFACTION = "tickets.satisfaction"


class BenchQuery(Schema):
    """A page of a list."""

    unfinished: bool = False
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    cursor: Annotated[str, StringConstraints(max_length=2000)] | None = None


@router.get("/workbench", permission=SIGNED_IN("only one's own lists"), response=BenchCounts)
def bench_counts(request: HttpRequest) -> HttpResponse:
    """How many unfinished tickets are on each of one's own lists."""
    found = counts(actor_of(request))
    return json_response(
        {"lists": {name: {"count": count, "capped": capped} for name, (count, capped) in found.items()}}
    )


@router.get("/workbench/{which}", permission=SIGNED_IN("only one's own lists"), response=Page[BenchEntry])
def bench_list(request: HttpRequest, which: OwnList, query: Query[BenchQuery]) -> HttpResponse:
    """One of one's own lists, the newest first: to do, opened, worked on, watched, mentioned."""
    actor, kind = actor_of(request), f"workbench:{which.value}"
    after = tuple(decode_cursor(kind, query.cursor)) if query.cursor else None
    found = own_list(
        actor=actor, which=which, unfinished=query.unfinished, limit=query.limit + 1, after=after
    )
    shown = found[: query.limit]
    rows = tickets.list_rows(actor, {entry.ticket_id for entry in shown})
    more = len(found) > query.limit
    return json_response(
        {
            "items": [
                {"at": entry.at, "ticket": _row(rows[entry.ticket_id])}
                for entry in shown
                if entry.ticket_id in rows  # gone, or out of reach since
            ],
            "next_cursor": encode_cursor(kind, shown[-1].place) if more else None,
        }
    )


@router.get("/wallboards", permission=SIGNED_IN("teams whose tickets one sees"), response=BoardList)
def list_boards(request: HttpRequest) -> HttpResponse:
    """The teams whose wallboard one may see."""
    return json_response({"items": [_named(team) for team in boards(actor_of(request))]})


@router.get(
    "/wallboards/{uuid:team_id}", permission=SIGNED_IN("teams whose tickets one sees"), response=Wallboard
)
def show_board(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """How a team stands, at most five seconds old."""
    actor, at = actor_of(request), now()
    team = board_of(actor, team_id)
    if team is None:
        raise NotFound
    found = figures(actor, team_id, at)
    return json_response(
        {
            "team": _named(team),
            "at": at,
            "open": found.open,
            "unassigned": None if _hides(actor, ASSIGNEE) else found.unassigned,
            "waiting": found.waiting,
            "due_hour": None if _hides(actor, STOPWATCHES) else found.due_hour,
            "overdue": None if _hides(actor, STOPWATCHES) else found.overdue,
            "solved_today": found.solved_today,
            "capped": found.capped,
            "oldest": {"number": found.oldest_number, "since": found.oldest_since}
            if found.oldest_number
            else None,
            "agents": [
                {"id": one.id, "name": one.name, "presence": one.presence, "load": one.load}
                for one in ([] if _hides(actor, ASSIGNEE) else on_duty(team_id))
            ],
            "satisfaction": _score(actor, team_id, at.replace(minute=0, second=0, microsecond=0) - SCORED),
        }
    )


def _hides(actor: Actor, field: str) -> bool:
    """Whether a role hides the field, for whichever ticket type: a figure would tell of it."""
    return any(name == field and not right.shows for (name, _), right in actor.field_rights.items())


def _score(actor: Actor, team_id: UUID, since: datetime) -> dict[str, Any] | None:
    if _hides(actor, SATISFACTION):
        return None
    answers, average = score(team_id, since)
    return {"answers": answers, "average": average}


def _named(team: Any) -> dict[str, Any]:
    return {"id": team.id, "name": team.name, "name_en": team.name_en}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """A row as this list shows it; hidden fields are missing from it, or null."""
    requester, assignee, team = row.get("requester"), row.get("assignee"), row.get("team")
    status = row["status"]
    return {
        "number": row["number"],
        "subject": row.get("subject") or "",
        "status": {name: status[name] for name in ("key", "name", "name_en", "category")},
        "priority": row["priority"],
        "requester": (requester or {}).get("name") or "",
        "assignee": (assignee or {}).get("name"),
        "team": (team or {}).get("name"),
        "updated_at": row["updated_at"],
        "next_due_at": row.get("next_due_at"),
        "time_left": row.get("time_left"),
    }
