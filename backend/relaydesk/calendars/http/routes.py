"""Routes of `calendars`."""

from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from relaydesk.access.public import actor_of
from relaydesk.calendars.actions.change_calendar import change_calendar
from relaydesk.calendars.actions.set_day import mark_year, remove_day, set_day
from relaydesk.calendars.http.schemas import (
    CalendarDetail,
    CalendarIn,
    CalendarList,
    CalendarOut,
    DayIn,
    YearIn,
)
from relaydesk.calendars.permissions import CalendarPermission
from relaydesk.calendars.queries import overview
from relaydesk.platform.clock import now
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router

router = Router(tags=["calendars"])

Year = Annotated[int, Query(ge=1970, le=2999)]


def _detail(calendar_id: UUID, year: int) -> HttpResponse:
    found = overview.one(calendar_id)
    days = [
        {"date": row.date, "name": row.name, "working": bool(row.intervals), "intervals": row.intervals}
        for row in overview.days_of(calendar_id, year)
    ]
    return json_response({**asdict(found), "year": year, "days": days})


@router.get("/calendars", permission=CalendarPermission.READ, response=CalendarList)
def list_calendars(request: HttpRequest) -> HttpResponse:
    """All calendars, with warnings about years whose public holidays are not known."""
    return json_response({"items": [asdict(found) for found in overview.overview()]})


@router.get("/calendars/{uuid:calendar_id}", permission=CalendarPermission.READ, response=CalendarDetail)
def get_calendar(request: HttpRequest, calendar_id: UUID, year: Year | None = None) -> HttpResponse:
    """One calendar with the differing days of a year (the present one unless given)."""
    return _detail(calendar_id, year or now().year)


@router.patch("/calendars/{uuid:calendar_id}", permission=CalendarPermission.MANAGE, response=CalendarOut)
def patch_calendar(request: HttpRequest, calendar_id: UUID, body: CalendarIn) -> HttpResponse:
    """Change name, time zone or weekly pattern; due instants are reckoned anew from history."""
    change_calendar(
        actor=actor_of(request),
        at=now(),
        calendar_id=calendar_id,
        name=body.name,
        name_en=body.name_en,
        timezone=body.timezone,
        weekly=None if body.weekly is None else body.weekly.model_dump(),
    )
    return json_response(asdict(overview.one(calendar_id)))


@router.put(
    "/calendars/{uuid:calendar_id}/days/{day}",
    permission=CalendarPermission.MANAGE,
    response=CalendarDetail,
)
def put_day(request: HttpRequest, calendar_id: UUID, day: date, body: DayIn) -> HttpResponse:
    """Enter a public holiday or a make-up working day."""
    set_day(
        actor=actor_of(request),
        at=now(),
        calendar_id=calendar_id,
        day=day,
        name=body.name,
        intervals=body.intervals,
    )
    return _detail(calendar_id, day.year)


@router.delete(
    "/calendars/{uuid:calendar_id}/days/{day}", permission=CalendarPermission.MANAGE, response={204: None}
)
def delete_day(request: HttpRequest, calendar_id: UUID, day: date) -> HttpResponse:
    """Let the day follow the weekly pattern again."""
    remove_day(actor=actor_of(request), at=now(), calendar_id=calendar_id, day=day)
    return HttpResponse(status=204)


@router.put(
    "/calendars/{uuid:calendar_id}/years/{int:year}",
    permission=CalendarPermission.MANAGE,
    response=CalendarOut,
)
def put_year(request: HttpRequest, calendar_id: UUID, year: int, body: YearIn) -> HttpResponse:
    """Say that a year's public holidays are entered as announced, which ends the warning."""
    mark_year(actor=actor_of(request), at=now(), calendar_id=calendar_id, year=year, announced=body.announced)
    return json_response(asdict(overview.one(calendar_id)))
