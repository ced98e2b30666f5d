"""Rows of the regression lists that no module owns alone (docs/operate/security.md has the table)."""

import pytest
from django.urls import get_resolver

from config.urls import api
from relaydesk.access.contracts import Scope
from relaydesk.access.testing import an_actor_with, an_administrator, client_of
from relaydesk.access.tests.test_list_h import patterns
from relaydesk.access.tests.test_routes_of_all import address
from relaydesk.platform.http.api import declared_routes
from relaydesk.platform.http.router import PUBLIC, SIGNED_IN
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import make_ticket

ROUTES = declared_routes(api)
# What can be asked for besides the API: the desk, the portal, mail links, sign-in by others, health.
PAGES = ("api/", "desk", "portal/", "survey/", "sign-in/", "oauth/", "scim/v2/", ".well-known/oauth")
ALONE = {"", "healthz", "livez", "metrics"}


@pytest.mark.django_db
def test_ghsa_89fj_ghsa_c83g_what_one_may_not_see_is_neither_deleted_nor_found_by_any_filter() -> None:
    grants = dict.fromkeys(("tickets.read", "tickets.write", "tickets.delete"), Scope.OWN)
    narrow = client_of(an_actor_with(grants=grants))
    other = an_administrator()
    ticket = make_ticket(subject="别人的工单")
    tickets.assign_ticket(actor=other, at=ticket.created_at, ticket_id=ticket.id, assignee_id=other.agent_id)
    path = f"/api/v1/tickets/{ticket.number}"
    assert narrow.delete(path).status_code == 404
    assert client_of(other).get(path).status_code == 200
    for query in (
        "",
        "?view=all",
        "?view=unassigned",
        f"?assignee={other.agent_id}",
        "?q=别人",
        "?status=new",
    ):
        listed = narrow.get(f"/api/v1/tickets{query}")
        assert listed.status_code in (200, 422), query
        assert ticket.number not in listed.content.decode(), query


@pytest.mark.django_db
def test_cve_2025_53105_who_may_only_look_changes_nothing_not_even_an_order() -> None:
    observer = client_of(an_actor_with(roles=("observer",)))
    let_in = set()
    for route in ROUTES:
        if route.method == "GET" or isinstance(route.permission, PUBLIC | SIGNED_IN):
            continue
        answer = observer.generic(route.method, address(route), b"{}", "application/json")
        if answer.status_code != 403:
            let_in.add(f"{route.method} {route.path}")
    # What is one's own, such as whether one watches a ticket or looks at it now, changes no ticket.
    assert {one for one in let_in if not one.endswith(("/me", "/presence"))} == set()


def test_ghsa_w2p9_ghsa_jx2w_no_script_for_maintenance_can_be_reached_from_the_web() -> None:
    reached = set(patterns(get_resolver()))
    assert sorted(path for path in reached - ALONE if not path.startswith(PAGES)) == []
