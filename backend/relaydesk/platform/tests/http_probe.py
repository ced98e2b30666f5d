"""A small API to try the HTTP layer on, without any module above the platform."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import File
from ninja.files import UploadedFile
from pydantic import Field

from relaydesk.platform.clock import now
from relaydesk.platform.errors import Forbidden, NotFound, RateLimited, RuleBroken
from relaydesk.platform.http.api import build_api
from relaydesk.platform.http.conditional import etag, require_version
from relaydesk.platform.http.pages import urlpatterns as pages
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import PUBLIC, SIGNED_IN, Router
from relaydesk.platform.http.schemas import BigInt, In, Out
from relaydesk.platform.ids import uuid7
from relaydesk.platform.models import WorkerBeat


class P(StrEnum):
    READ = "probe.read"
    WRITE = "probe.write"


class Inner(In):
    tags: list[str] = []


class EchoIn(In):
    text: Annotated[str, Field(max_length=1000)]
    number: BigInt = 0
    at: datetime | None = None
    inner: Inner | None = None
    ids: Annotated[list[UUID], Field(max_length=3)] = []


class EchoOut(Out):
    text: str
    number: int


router = Router()


def leave_a_mark() -> None:
    WorkerBeat.objects.create(id=uuid7(), kind="probe", started_at=now(), beat_at=now())


def marks() -> int:
    return WorkerBeat.objects.filter(kind="probe").count()


@router.post("/echo", permission=P.WRITE, response=EchoOut)
def echo(request: HttpRequest, body: EchoIn) -> dict[str, Any]:
    if body.at is not None:
        body.at.astimezone(UTC)
    return {"text": body.text, "number": body.number}


@router.post("/marks", permission=P.WRITE, response={201: EchoOut})
def mark(request: HttpRequest, body: EchoIn) -> HttpResponse:
    leave_a_mark()
    return json_response({"text": body.text, "number": marks()}, status=201, headers={"Location": "/marks/1"})


@router.post("/fail", permission=P.WRITE)
def fail(request: HttpRequest) -> None:
    leave_a_mark()
    raise RuntimeError("password hunter2 of wang@example.com")


@router.post("/refuse", permission=P.WRITE)
def refuse(request: HttpRequest) -> None:
    leave_a_mark()
    raise RuleBroken("no_way", "Not on a Sunday.", data={"day": "Sunday"})


@router.post("/away", permission=P.WRITE)
def away(request: HttpRequest) -> None:
    raise OperationalError("connection to server at 10.0.0.1 failed")


@router.post("/collide", permission=P.WRITE)
def collide(request: HttpRequest) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO platform_worker_beat SELECT * FROM platform_worker_beat")


@router.post("/broken", permission=P.WRITE)
def broken(request: HttpRequest) -> None:
    raise IntegrityError("not from the database")


@router.post("/file", permission=P.WRITE, max_body=5000)
def upload(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    return {"name": file.name, "size": file.size}


@router.get("/list", permission=P.READ)
def listing(
    request: HttpRequest, limit: Annotated[int, Field(ge=1, le=200)] = 50, cursor: str | None = None
) -> Any:
    at = (
        decode_cursor("probe", cursor) if cursor else [datetime(2026, 1, 2, tzinfo=UTC), UUID(int=7), 3, None]
    )
    return {"last": [str(v) for v in at], "next_cursor": encode_cursor("probe", at), "limit": limit}


@router.get("/numbers/{number}", permission=P.READ)
def by_number(request: HttpRequest, number: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_event WHERE id = %s::bigint", [number])
        return {"count": cursor.fetchone()[0]}


@router.get("/names/{name}", permission=P.READ)
def by_name(request: HttpRequest, name: str) -> Any:
    if name == "forbidden":
        raise Forbidden
    if name == "slow-down":
        raise RateLimited(7)
    raise NotFound


@router.patch("/thing", permission=P.WRITE, versioned=True)
def change_thing(request: HttpRequest) -> HttpResponse:
    require_version(request, 7, lambda: [{"name": "王"}])
    return json_response({}, headers={"ETag": etag(8)})


@router.get("/open", permission=PUBLIC("a probe"))
def open_to_all(request: HttpRequest) -> Any:
    return {}


@router.post("/open", permission=PUBLIC("a probe"))
def open_write(request: HttpRequest) -> HttpResponse:
    leave_a_mark()
    return json_response({"marks": marks()})


@router.get("/bytes", permission=P.READ, download=True)
def some_bytes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"123", content_type="image/png")


@router.get("/mine", permission=SIGNED_IN("a probe"))
def mine(request: HttpRequest) -> Any:
    return {}


def explode(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("boom")


api = build_api()
api.add_router("", router)
urlpatterns = [*pages, path("explode", explode), path("api/v1/", api.urls)]
