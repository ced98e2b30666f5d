"""Background work that was given up: seen here, and run again from here."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse

from relaydesk.platform import errors, stuck
from relaydesk.platform.http.paging import Page, decode_cursor, encode_cursor
from relaydesk.platform.http.router import Router
from relaydesk.platform.http.schemas import Out
from relaydesk.platform.permissions import PlatformPermission

router = Router(tags=["operation"])
_CURSOR = "deliveries:-at"


class DeliveryOut(Out):
    """One piece of work that waits for a person."""

    id: str
    kind: Literal["event", "timer", "job"]
    name: str
    subject: str | None
    attempts: int
    error: str
    at: datetime


@router.get("/deliveries", permission=PlatformPermission.OPERATE, response=Page[DeliveryOut])
def list_deliveries(
    request: HttpRequest, state: Literal["parked"] = "parked", limit: int = 50, cursor: str | None = None
) -> Page[DeliveryOut]:
    """Events, timers and jobs that failed ten times and wait for a person; the latest first."""
    if not 1 <= limit <= 200:
        raise errors.Invalid.field("query.limit", "out_of_range", "Between 1 and 200.")
    after = None
    if cursor is not None:
        at, last = decode_cursor(_CURSOR, cursor)
        after = (at, last)
    found = stuck.parked(limit=limit + 1, after=after)
    page = found[:limit]
    more = encode_cursor(_CURSOR, [page[-1].at, page[-1].id]) if len(found) > limit else None
    items = [
        DeliveryOut(
            id=w.id, kind=w.kind, name=w.name, subject=w.subject, attempts=w.attempts, error=w.error, at=w.at
        )
        for w in page
    ]
    return Page[DeliveryOut](items=items, next_cursor=more)


@router.post("/deliveries/{delivery_id}/retry", permission=PlatformPermission.OPERATE, response={204: None})
def retry_delivery(request: HttpRequest, delivery_id: str) -> HttpResponse:
    """Give a parked piece of work its attempts back, at once."""
    if not stuck.run_again(delivery_id):
        raise errors.NotFound
    return HttpResponse(status=204)
