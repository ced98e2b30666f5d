"""Every error as RFC 9457 problem document; nothing of the inside is told."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from ninja.errors import HttpError, ValidationError

from relaydesk.platform import errors
from relaydesk.platform.database_loss import forget_broken_connections
from relaydesk.platform.errors import FieldError, Problem
from relaydesk.platform.http.responses import PROBLEM_TYPE, dumps

log = structlog.get_logger("relaydesk.http")

# Faults of PostgreSQL that a request can bring about (SQLSTATE, PostgreSQL manual appendix A).
UNIQUE, FOREIGN_KEY = "23505", "23503"
SERIALISATION = {"40001", "40P01", "55P03"}

# Pydantic's words for a fault, where ours is plainer.
CODES = {
    "extra_forbidden": "unknown_field",
    "missing": "required",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "too_long": "too_many",
    "too_short": "too_few",
    "enum": "unknown_value",
    "literal_error": "unknown_value",
}


def problem_response(problem: Problem, request_id: str = "") -> HttpResponse:
    """Write a problem document.

    Args:
        problem: what was refused.
        request_id: the request's id, by which the log is searched.
    """
    body = {
        "type": f"urn:relaydesk:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "request_id": request_id,
        **problem.data,
    }
    return HttpResponse(
        dumps(body), status=problem.status, content_type=PROBLEM_TYPE, headers=problem.headers
    )


def _from_validation(exc: ValidationError) -> Problem:
    found = []
    for error in exc.errors[:50]:
        source, *path = error["loc"]
        field = ".".join(str(part) for part in path if not str(part).startswith("function-"))
        if source not in ("body", "form", "file"):
            field = f"{source}.{field}"
        elif len(path) > 1:
            # ninja puts the name of the view's argument first
            field = ".".join(str(part) for part in path[1:])
        kind = str(error["type"])
        found.append(FieldError(field, CODES.get(kind, kind), str(error["msg"])[:300]))
    return errors.Invalid(found)


def _from_http_error(exc: HttpError) -> Problem:
    cause = exc.__cause__
    if isinstance(cause, Problem):
        return cause
    table: dict[int, type[Problem]] = {
        400: errors.BadRequest,
        401: errors.Unauthorized,
        403: errors.Forbidden,
    }
    return table.get(exc.status_code, errors.BadRequest)(str(exc))


def _sqlstate(exc: BaseException) -> str:
    return getattr(exc.__cause__, "sqlstate", None) or ""


def _from_integrity(exc: IntegrityError) -> Problem | None:
    if _sqlstate(exc) in (UNIQUE, FOREIGN_KEY):
        return errors.RuleBroken("conflict", "It collides with something that exists or is gone.")
    return None


def _from_operational(exc: OperationalError) -> Problem:
    if _sqlstate(exc) in SERIALISATION:
        return errors.Unavailable("Busy; try again.", code="busy")
    forget_broken_connections()
    return errors.Unavailable("The database cannot be reached.", code="database_unavailable")


Maker = Callable[[Any], Problem | None]

MAKERS: Mapping[type[BaseException], Maker] = {
    ValidationError: _from_validation,
    HttpError: _from_http_error,
    Http404: lambda exc: errors.NotFound(),
    RequestDataTooBig: lambda exc: errors.TooLarge(),
    TooManyFieldsSent: lambda exc: errors.TooLarge(),
    TooManyFilesSent: lambda exc: errors.TooLarge(),
    MultiPartParserError: lambda exc: errors.BadRequest("The multipart body cannot be read."),
    UnreadablePostError: lambda exc: errors.BadRequest("The body broke off."),
    SuspiciousOperation: lambda exc: errors.BadRequest(),
    RecursionError: lambda exc: errors.BadRequest("The request is nested too deeply."),
    OverflowError: lambda exc: errors.Invalid((), "A value is out of range.", code="out_of_range"),
    UnicodeError: lambda exc: errors.BadRequest("Not valid UTF-8."),
    DataError: lambda exc: errors.Invalid((), "A value is out of range.", code="out_of_range"),
    IntegrityError: _from_integrity,
    OperationalError: _from_operational,
    InterfaceError: lambda exc: errors.Unavailable(
        "The database cannot be reached.", code="database_unavailable"
    ),
}


def to_problem(exc: BaseException) -> Problem:
    """Translate any exception; what nobody foresaw is logged and becomes a bare 500."""
    if isinstance(exc, Problem):
        return exc
    for kind in type(exc).__mro__:
        maker = MAKERS.get(kind)
        problem = maker(exc) if maker else None
        if problem is not None:
            if isinstance(exc, DataError | IntegrityError | OperationalError | InterfaceError):
                log.warning("database_refused", kind=type(exc).__name__, sqlstate=_sqlstate(exc))
            return problem
    log.error("unexpected_error", exc_info=exc)
    return Problem("Something went wrong on our side; the request id finds it in the log.")


def exception_response(request: HttpRequest, exc: BaseException) -> HttpResponse:
    """Answer an exception."""
    return problem_response(to_problem(exc), getattr(request, "relaydesk_id", ""))
