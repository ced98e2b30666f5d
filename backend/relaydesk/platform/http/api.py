"""The API object: django-ninja with our parser, our errors and our guard around each route."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.router import BoundRouter

from relaydesk.platform import errors
from relaydesk.platform.http.guard import Guard
from relaydesk.platform.http.openapi import complete
from relaydesk.platform.http.problems import exception_response
from relaydesk.platform.http.responses import dumps
from relaydesk.platform.http.router import Permission, rule_of

MAX_DEPTH = 100


def _clean(value: Any, depth: int = 0) -> Any:
    """Walk a parsed body: no NUL, texts in NFC (architecture, 12)."""
    if isinstance(value, str):
        if "\0" in value:
            raise errors.Invalid.field("body", "nul_character", "NUL characters are not text.")
        return unicodedata.normalize("NFC", value)
    if depth > MAX_DEPTH:
        raise errors.BadRequest("The JSON is nested too deeply.")
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_clean(name, depth + 1): _clean(item, depth + 1) for name, item in value.items()}
    return value


def parse_json(body: bytes) -> Any:
    """Parse a request body.

    Raises:
        BadRequest: not UTF-8, not JSON, or nested too deeply.
        Invalid: a text holds NUL or half a surrogate pair.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise errors.BadRequest("The body is not valid UTF-8.") from None
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as exc:
        if "surrogate" in str(exc):
            raise errors.Invalid.field(
                "body", "lone_surrogate", "Half a surrogate pair is not text."
            ) from None
        raise errors.BadRequest("The body is not valid JSON.", code="malformed_json") from None
    if (
        "\\u" in text
        or not unicodedata.is_normalized("NFC", text)
        or text.count("[") + text.count("{") > MAX_DEPTH
    ):
        data = _clean(data)
    return data


class JsonParser(Parser):
    """Reads bodies by `parse_json`."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Parse the body of a request."""
        return parse_json(request.body)


class JsonRenderer(BaseRenderer):
    """Writes answers by orjson."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Write one answer."""
        return dumps(data)


class Api(NinjaAPI):
    """All routes of all modules."""

    _guarded = False
    _document: bytes | None = None

    def _get_bound_routers(self) -> list[BoundRouter]:
        bound = super()._get_bound_routers()
        if not self._guarded:
            self._guarded = True
            for operation in operations(bound):
                operation.run = Guard(operation)  # type: ignore[method-assign]
        return bound

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        return [path("openapi.json", self._openapi_page, name="openapi"), *super()._get_urls()]

    def _openapi_page(self, request: HttpRequest) -> HttpResponse:
        if self._document is None:
            self._document = dumps(self.get_openapi_schema())
        return HttpResponse(self._document, content_type="application/json; charset=utf-8")

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The OpenAPI document: the same bytes for the same code."""
        document = dict(super().get_openapi_schema(**kwargs))
        prefix = next(iter(document["paths"]), "/api/v1/").partition("v1/")[0] + "v1"
        found = {
            (method, re.sub(r"{[^}:]+:", "{", f"{prefix}/{op.path.lstrip('/')}")): op
            for op in operations(self._get_bound_routers())
            for method in op.methods
        }
        return complete(document, found)

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Every error is a problem document."""
        return exception_response(request, exc)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by its module and view, for instance `tickets_open`."""
        module = operation.view_func.__module__.split(".")[1]
        name = operation.view_func.__name__.rstrip("_")
        return f"{module}_{name}"


def operations(bound: list[BoundRouter]) -> list[Operation]:
    """All operations of bound routers."""
    return [op for router in bound for view in router.path_operations.values() for op in view.operations]


@dataclass(frozen=True, slots=True)
class DeclaredRoute:
    """One line of the route table."""

    method: str
    path: str
    permission: Permission


def declared_routes(api: Api) -> list[DeclaredRoute]:
    """Every route of the API with the permission it asks for."""
    return [
        DeclaredRoute(method, op.path, rule_of(op.view_func).permission)
        for op in operations(api._get_bound_routers())
        for method in op.methods
    ]


def build_api() -> Api:
    """Make the empty API; `config.urls` adds each module's router."""
    return Api(
        title="Relaydesk",
        version="1",
        description="Tickets and work orders. Errors are RFC 9457 problem documents with a stable `code`.",
        docs_url=None,
        openapi_url=None,
        servers=[{"url": "/"}],
        parser=JsonParser(),
        renderer=JsonRenderer(),
        urls_namespace="api",
    )
