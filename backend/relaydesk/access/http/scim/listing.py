"""Filter, order and page of a list (RFC 7644, 3.4.2)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from relaydesk.access.http.scim.answers import list_answer, without
from relaydesk.access.rules.scim.discovery import MAX_RESULTS
from relaydesk.access.rules.scim.errors import ScimError
from relaydesk.access.rules.scim.filters import Filter, holds, parse, plain, values_at
from relaydesk.access.rules.scim.resources import Resource

DEFAULT_COUNT = 100


def _number(request: HttpRequest, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return default
    try:
        return int(text[:12])
    except ValueError:
        raise ScimError(400, f"{name} must be a whole number.", "invalidValue") from None


def page_of(request: HttpRequest) -> tuple[int, int]:
    """`startIndex`, at least 1, and `count`, 0 to 200."""
    start = max(1, _number(request, "startIndex", 1))
    return start, min(max(0, _number(request, "count", DEFAULT_COUNT)), MAX_RESULTS)


def filter_of(request: HttpRequest) -> Filter | None:
    """The filter, if there is one."""
    text = request.GET.get("filter", "").strip()
    return parse(text) if text else None


def is_plain(request: HttpRequest) -> bool:
    """Whether everything is asked for, in our own order: then the database pages."""
    return not request.GET.get("filter", "").strip() and not request.GET.get("sortBy", "").strip()


def listed(request: HttpRequest, resources: Callable[[Filter | None], list[Resource]]) -> HttpResponse:
    """Answer a list.

    Args:
        request: with `filter`, `sortBy`, `sortOrder`, `startIndex`, `count`.
        resources: reads candidates; may use the filter to read fewer, which is asked again here.
    """
    chosen = filter_of(request)
    found = [r for r in resources(chosen) if chosen is None or holds(chosen, r)]
    order = request.GET.get("sortBy", "").strip()
    if order:
        path = plain(order)

        def rank(resource: Resource) -> str:
            return next((str(v).casefold() for v in values_at(resource, path) if v is not None), "")

        found.sort(key=rank, reverse=request.GET.get("sortOrder", "").lower() == "descending")
    start, count = page_of(request)
    page = found[start - 1 : start - 1 + count]
    return list_answer([without(resource, request) for resource in page], len(found), start)
