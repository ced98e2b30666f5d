"""Pages outside the API: health, measures, and the desk's document. Built files are served by WhiteNoise."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.urls import path

from relaydesk.platform import errors, metrics
from relaydesk.platform.health import health
from relaydesk.platform.http.authentication import authenticate
from relaydesk.platform.http.proxies import is_local
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.permissions import PlatformPermission

NO_STORE = {"Cache-Control": "no-store"}


def start_page(request: HttpRequest) -> HttpResponse:
    """The start: the desk."""
    return HttpResponseRedirect("/desk/")


def health_page(request: HttpRequest) -> HttpResponse:
    """200 when requests can be answered, else 503; says whether the other processes live."""
    found = health()
    return json_response(found.facts, status=200 if found.healthy else 503, headers=NO_STORE)


def alive_page(request: HttpRequest) -> HttpResponse:
    """204 as soon as this process answers, whatever the database does; `bench` measures it as the floor."""
    return HttpResponse(status=204, headers=NO_STORE)


def metrics_page(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for this machine or for a token with `platform.operate`.

    Raises:
        Unauthorized: from elsewhere without a token.
        Forbidden: the token may not.
    """
    if not is_local(request):
        caller = authenticate(request)
        if caller is None:
            raise errors.Unauthorized
        if not caller.actor.can(PlatformPermission.OPERATE):
            raise errors.Forbidden
    return HttpResponse(metrics.render(), content_type=metrics.CONTENT_TYPE, headers=NO_STORE)


def desk_page(request: HttpRequest, rest: str = "") -> HttpResponse:
    """The desk's one document for all its addresses; a missing file is a 404, not the document."""
    if rest.startswith("assets/") or "." in rest.rsplit("/", 1)[-1]:
        return HttpResponseNotFound("Not found", content_type="text/plain; charset=utf-8")
    try:
        document = (Path(settings.WEB_ROOT) / "desk" / "index.html").read_bytes()
    except FileNotFoundError:
        return HttpResponse(
            "The desk is not built: run ./relaydesk up.", status=503, content_type="text/plain; charset=utf-8"
        )
    tag = f'"{sha256(document).hexdigest()[:16]}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(document, content_type="text/html; charset=utf-8", headers=headers)


urlpatterns = [
    path("", start_page),
    path("healthz", health_page),
    path("livez", alive_page),
    path("metrics", metrics_page),
    path("desk", start_page),
    path("desk/", desk_page),
    path("desk/<path:rest>", desk_page),
]
