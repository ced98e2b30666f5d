"""What happens to every API request before its view: caller, permission, CSRF, size, idempotency."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare
from ninja.operation import Operation

from relaydesk.platform import errors
from relaydesk.platform.errors import FieldError
from relaydesk.platform.http.authentication import authenticate
from relaydesk.platform.http.idempotency import run_once
from relaydesk.platform.http.problems import exception_response
from relaydesk.platform.http.router import ANY_OF, PUBLIC, SIGNED_IN, rule_of

MAX_BODY = 2 * 1024 * 1024
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
BODY_TYPES = {
    "body": "application/json",
    "form": "application/x-www-form-urlencoded",
    "file": "multipart/form-data",
}


def check_csrf(request: HttpRequest, expected: str) -> None:
    """Refuse a write that another site could have made a browser send.

    The token is bound to the session, so a cookie planted from a sister domain is no help; an `Origin` of
    another host is refused whatever the token says (CVE-2012-4732: one check for all writes, no list of
    exceptions).

    Raises:
        Forbidden: the origin is foreign or the token is missing or wrong.
    """
    check_origin(request)
    if not is_csrf_token(request, request.headers.get("X-CSRFToken", ""), expected):
        raise errors.Forbidden("The X-CSRFToken header is missing or wrong.", code="csrf_token")


def check_origin(request: HttpRequest) -> None:
    """Refuse a write whose `Origin` is another host.

    Raises:
        Forbidden: `csrf_origin`.
    """
    origin = request.headers.get("Origin")
    if _is_test(request) or not origin:
        return
    if urlsplit(origin).netloc not in (request.get_host(), urlsplit(settings.PUBLIC_URL).netloc):
        raise errors.Forbidden("The request comes from another site.", code="csrf_origin")


def is_csrf_token(request: HttpRequest, given: str, expected: str) -> bool:
    """Whether the token that came with a write is the session's, compared in constant time."""
    return _is_test(request) or constant_time_compare(given, expected)


def _is_test(request: HttpRequest) -> bool:
    """Django's test client says so; a request cannot."""
    return getattr(request, "_dont_enforce_csrf_checks", False)


class Guard:
    """The checks of one route, prepared once and run before each call of it."""

    def __init__(self, operation: Operation) -> None:
        self.run: Callable[..., HttpResponseBase] = operation.run
        rule = rule_of(operation.view_func)
        self.permission = rule.permission
        self.always = rule.always
        self.first_steps = rule.first_steps
        self.idempotent = rule.idempotent
        self.query_names: frozenset[str] = frozenset()
        self.body_type: str | None = None
        for model in operation.models:
            source = str(model.__ninja_param_source__)
            if source == "query":
                self.query_names = frozenset(getattr(model, "__ninja_flatten_map__", {}))
            if source in BODY_TYPES and self.body_type != "multipart/form-data":
                self.body_type = BODY_TYPES[source]
        multipart = self.body_type == "multipart/form-data"
        self.max_body = rule.max_body or (26 * 1024 * 1024 if multipart else MAX_BODY)

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Run the checks, then the view."""
        try:
            if any(isinstance(value, str) and "\0" in value for value in kwargs.values()):
                raise errors.NotFound
            self._check_caller(request)
            self._check_query(request)
            if request.method in WRITES:
                self._check_body(request)
                key = request.META.get("HTTP_IDEMPOTENCY_KEY")
                if key is not None and self.idempotent:
                    return run_once(request, key, lambda: self.run(request, **kwargs))
        except Exception as exc:
            return exception_response(request, exc)
        return self.run(request, **kwargs)

    def _check_caller(self, request: HttpRequest) -> None:
        permission = self.permission
        if isinstance(permission, PUBLIC):
            return
        caller = authenticate(request)
        if caller is None:
            raise errors.Unauthorized
        if caller.csrf_token is not None and request.method in WRITES:
            check_csrf(request, caller.csrf_token)
        if caller.must is not None and not self.first_steps:
            raise errors.Forbidden("Something else is to be done first.", code=caller.must)
        if caller.read_only is not None and request.method in WRITES and not self.always:
            raise errors.Forbidden("Only looking is allowed here.", code=caller.read_only)
        if isinstance(permission, SIGNED_IN):
            return
        if isinstance(permission, ANY_OF):
            allowed = any(caller.actor.can(one) for one in permission.permissions)
        else:
            allowed = caller.actor.can(permission)
        if not allowed:
            raise errors.Forbidden(data={"permission": str(permission)})

    def _check_query(self, request: HttpRequest) -> None:
        raw = request.META.get("QUERY_STRING", "")
        if not raw:
            return
        if not raw.isascii() or "%" in raw:
            unquote_to_bytes(raw).decode()
        if "%00" in raw:
            raise errors.Invalid.field("query", "nul_character", "NUL characters are not text.")
        unknown = [name for name in request.GET if name not in self.query_names]
        if unknown:
            raise errors.Invalid(
                [FieldError(f"query.{n[:60]}", "unknown_field", "Not a parameter here.") for n in unknown]
            )

    def _check_body(self, request: HttpRequest) -> None:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            raise errors.LengthRequired
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > self.max_body:
            raise errors.TooLarge(data={"limit_bytes": self.max_body})
        if length != "0" and self.body_type and request.content_type != self.body_type:
            raise errors.WrongMediaType(data={"expected": self.body_type})
