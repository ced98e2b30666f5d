"""How SCIM answers: its media type, its errors, its lists; and who may ask."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from relaydesk.access.queries.scim_token import provider_of
from relaydesk.access.rules.scim.errors import ScimError
from relaydesk.access.rules.scim.resources import ERROR, LIST, Resource
from relaydesk.platform.clock import now
from relaydesk.platform.errors import BadRequest, Problem
from relaydesk.platform.http.api import parse_json
from relaydesk.platform.http.problems import to_problem
from relaydesk.platform.http.responses import dumps

MEDIA_TYPE = "application/scim+json"
MAX_BODY = 2 * 1024 * 1024
View = Callable[..., HttpResponse]


def base_url() -> str:
    """The address of the service."""
    return f"{settings.PUBLIC_URL}/scim/v2"


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Answer in SCIM's media type."""
    found = {"Cache-Control": "no-store", **(headers or {})}
    return HttpResponse(dumps(data), status=status, content_type=MEDIA_TYPE, headers=found)


def resource_answer(resource: Resource, status: int = 200) -> HttpResponse:
    """Answer one resource with its version, and its place when it is new."""
    headers = {"ETag": resource["meta"]["version"]}
    if status == 201:
        headers["Location"] = resource["meta"]["location"]
    return answer(resource, status, headers)


def list_answer(resources: list[Resource], total: int, start: int) -> HttpResponse:
    """Answer a page of resources."""
    return answer(
        {
            "schemas": [LIST],
            "totalResults": total,
            "startIndex": start,
            "itemsPerPage": len(resources),
            "Resources": resources,
        }
    )


def refusal(error: ScimError) -> HttpResponse:
    """Answer an error (RFC 7644, 3.12)."""
    body: dict[str, Any] = {"schemas": [ERROR], "status": str(error.status), "detail": error.detail}
    if error.kind:
        body["scimType"] = error.kind
    headers = {"WWW-Authenticate": 'Bearer realm="relaydesk scim"'} if error.status == 401 else {}
    return answer(body, error.status, headers)


def _from_problem(problem: Problem) -> ScimError:
    kinds = {400: "invalidSyntax", 409: "uniqueness", 422: "invalidValue"}
    status = 400 if problem.status == 422 else problem.status
    return ScimError(status, problem.detail or problem.title, kinds.get(problem.status, ""))


def scim(view: View) -> View:
    """Guard a view: the token first, then the body; errors in SCIM's own form."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            provider = provider_of(request.headers.get("Authorization", ""), now())
            if provider is None:
                return refusal(ScimError(401, "The token is missing or not valid, or the provider is off."))
            return view(request, provider, **kwargs)
        except ScimError as error:
            return refusal(error)
        except Exception as exc:
            return refusal(_from_problem(to_problem(exc)))

    # Bearer tokens are no cookies: no other site can make a browser send them.
    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


def body_of(request: HttpRequest) -> Any:
    """The body, parsed.

    Raises:
        ScimError: too large, of another type, or not JSON.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MAX_BODY:
        raise ScimError(413, f"At most {MAX_BODY} bytes.")
    if request.content_type not in (MEDIA_TYPE, "application/json"):
        raise ScimError(415, f"Send {MEDIA_TYPE}.")
    try:
        return parse_json(request.body)
    except BadRequest as exc:
        raise ScimError(400, str(exc), "invalidSyntax") from exc


def require_match(request: HttpRequest, resource: Resource) -> None:
    """Heed `If-Match` (RFC 7644, 3.14).

    Raises:
        ScimError: 412, somebody has changed it meanwhile.
    """
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return
    current = resource["meta"]["version"].removeprefix("W/")
    if current not in [part.strip().removeprefix("W/") for part in given.split(",")]:
        raise ScimError(412, "The resource was changed in the meantime.")


def without(resource: Resource, request: HttpRequest) -> Resource:
    """Heed `attributes` and `excludedAttributes` (RFC 7644, 3.9); id, schemas and meta always come."""
    kept = {"id", "schemas", "meta"}
    only = _names(request.GET.get("attributes", ""))
    left_out = _names(request.GET.get("excludedAttributes", ""))
    if only:
        return {name: value for name, value in resource.items() if name.lower() in only | kept}
    return {name: value for name, value in resource.items() if name.lower() not in left_out - kept}


def _names(text: str) -> set[str]:
    """Attribute names without their schema and sub-attribute."""
    return {
        part.strip().rpartition(":")[2].partition(".")[0].lower() for part in text.split(",") if part.strip()
    }
