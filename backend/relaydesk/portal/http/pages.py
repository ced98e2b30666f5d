"""The portal's pages: one built document for all addresses, with the headers of a secret link."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import path

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)


def _document(*, embeddable: bool, status: int = 200) -> HttpResponse:
    index = Path(settings.WEB_ROOT) / "portal" / "index.html"
    if not index.is_file():
        return HttpResponse(
            "The portal is not built: run ./relaydesk up.",
            status=503,
            content_type="text/plain; charset=utf-8",
        )
    response = HttpResponse(index.read_bytes(), status=status, content_type="text/html; charset=utf-8")
    # Only the form may stand in other people's pages: no click in it is worth stealing.
    response["Content-Security-Policy"] = _POLICY.format(ancestors="*" if embeddable else "'none'")
    if not embeddable:
        response["X-Frame-Options"] = "DENY"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store" if not embeddable else "no-cache"
    return response


def start_page(request: HttpRequest) -> HttpResponse:
    """The portal's start page."""
    return _document(embeddable=False)


def ticket_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a ticket link; whether the link is good, the API tells the page."""
    return _document(embeddable=False)


def form_page(request: HttpRequest) -> HttpResponse:
    """The request form, which other sites may show in a frame."""
    return _document(embeddable=True)


def unknown_page(request: HttpRequest, rest: str) -> HttpResponse:
    """Anything else: a missing file is a plain 404, a mistyped address gets a page that says so."""
    if rest.startswith("assets/") or "." in rest.rsplit("/", 1)[-1]:
        return HttpResponseNotFound("Not found", content_type="text/plain; charset=utf-8")
    return _document(embeddable=False, status=404)


urlpatterns = [
    path("portal/", start_page),
    path("portal/form", form_page),
    path("portal/t/<str:token>", ticket_page),
    path("portal/<path:rest>", unknown_page),
]
