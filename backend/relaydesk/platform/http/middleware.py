"""What surrounds every request: its id, its log line and measures, and the security headers of its answer."""

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from relaydesk.platform import errors, metrics
from relaydesk.platform.events.source import done_from
from relaydesk.platform.http.headers import security_headers
from relaydesk.platform.http.origin import origin_of
from relaydesk.platform.http.problems import exception_response, problem_response
from relaydesk.platform.http.refusals import note_refusal
from relaydesk.platform.ids import uuid7

log = structlog.get_logger("relaydesk.request")


class EdgeMiddleware:
    """The only middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        begun = time.perf_counter()
        ident = uuid7().hex
        request.relaydesk_id = ident  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request_id=ident)
        try:
            with done_from(lambda: origin_of(request, ident)):
                response = self.get_response(request)
                note_refusal(request, response)
            if (
                response.status_code in (404, 405)
                and response.get("Content-Type", "") != "application/problem+json"
            ):
                response = self._plain(request, response, ident)
            self._finish(request, response, ident, time.perf_counter() - begun)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        return response

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponseBase:
        """Answer what a page let through; the API answers its own errors."""
        return exception_response(request, exc)

    @staticmethod
    def _plain(request: HttpRequest, response: HttpResponseBase, ident: str) -> HttpResponseBase:
        if not request.path.startswith("/api/"):
            return response
        if response.status_code == 404:
            return problem_response(errors.NotFound(), ident)
        problem = errors.MethodNotAllowed(allowed=response.get("Allow", ""))
        return problem_response(problem, ident)

    @staticmethod
    def _finish(request: HttpRequest, response: HttpResponseBase, ident: str, seconds: float) -> None:
        headers = response.headers
        for name, value in security_headers(request.path_info, secure=settings.SECURE).items():
            headers.setdefault(name, value)
        headers["X-Request-ID"] = ident
        if not response.streaming and response.status_code not in (204, 304):
            headers.setdefault("Content-Length", str(len(response.content)))  # type: ignore[attr-defined]
        match = request.resolver_match
        route = match.route if match else "(none)"
        metrics.observe_request(request.method or "", route, response.status_code, seconds)
        log.info(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
        )
