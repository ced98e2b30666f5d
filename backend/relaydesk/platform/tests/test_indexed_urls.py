"""A path finds the same route by the index as by trying all patterns one after the other."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, path, re_path
from django.urls.resolvers import RoutePattern, URLResolver
from hypothesis import given
from hypothesis import strategies as st

from config.urls import api
from relaydesk.platform.http.indexed_urls import IndexedResolver

ROUTES = (
    "tickets",
    "tickets/batch",
    "tickets/<number>",
    "tickets/<number>/messages",
    "tickets/<int:number>/lines/<uuid:line>",
    "<kind>/batch",
    "files/<path:rest>",
    "views/",
    "views",
    "<path:rest>/end",
    "",
)
SEGMENTS = st.sampled_from(["tickets", "batch", "views", "files", "7", "messages", "end", "lines", "x", ""])


def page(request: HttpRequest, **given: object) -> HttpResponse:
    return HttpResponse(str(given))


def patterns() -> list[URLPattern]:
    return [
        *(path(route, page, name=str(place)) for place, route in enumerate(ROUTES)),
        re_path(r"^free/(?P<a>\d+)$", page, name="free"),
    ]


INDEXED = IndexedResolver("api/v1/", patterns(), "app", "space")
PLAIN = URLResolver(RoutePattern("api/v1/"), patterns(), app_name="app", namespace="space")


def found(resolver: URLResolver, address: str) -> tuple[object, ...] | None:
    try:
        match = resolver.resolve(address)
    except Resolver404:
        return None
    return match.view_name, match.route, match.kwargs


@given(st.lists(SEGMENTS, max_size=7))
def test_any_path_finds_the_same_route_or_none(segments: list[str]) -> None:
    address = "api/v1/" + "/".join(segments)
    assert found(INDEXED, address) == found(PLAIN, address)


@pytest.mark.parametrize("address", ["api/v1/free/12", "api/v1/free/x", "api/v2/tickets", "tickets", ""])
def test_expressions_are_tried_and_other_prefixes_are_nobodys(address: str) -> None:
    assert found(INDEXED, address) == found(PLAIN, address)


def test_every_route_of_the_api_is_found_where_it_was() -> None:
    routes, app_name, namespace = api.urls
    indexed = IndexedResolver("api/v1/", routes, app_name, namespace)
    plain = URLResolver(RoutePattern("api/v1/"), list(routes), app_name=app_name, namespace=namespace)
    sample = "01890a5d-ac96-774b-bcce-b302099a8057"
    for route in routes:
        words = str(route.pattern).split("/")
        address = "api/v1/" + "/".join(
            (sample if "uuid" in word else "7") if "<" in word else word for word in words
        )
        assert found(plain, address) is not None, address
        assert found(indexed, address) == found(plain, address)
