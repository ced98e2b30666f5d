"""Every route × method × role × place of a ticket: what is declared is what is answered (list A)."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from config.permission_matrix import (
    NEEDED,
    Place,
    address,
    document,
    is_of_ticket,
    names_of,
    reach_of,
    routes,
)
from relaydesk.access.contracts import SYSTEM, Actor, Scope
from relaydesk.access.rules.roles import BUILT_IN, declared
from relaydesk.access.testing import ApiClient, a_label, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.platform import cache
from relaydesk.platform.clock import now
from relaydesk.platform.http.api import DeclaredRoute
from relaydesk.platform.http.router import PUBLIC, SIGNED_IN
from relaydesk.tickets.actions.bin_ticket import delete_ticket
from relaydesk.tickets.actions.edit_ticket import Edits, edit_ticket
from relaydesk.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[3] / "docs" / "subsystems" / "permission-matrix.md"
SERVER = SYSTEM("test")
BODIES: dict[tuple[str, str], Any] = {
    ("PATCH", "/tickets/{number}"): {"tags": ["x"]},
    ("POST", "/tickets/{number}/messages"): {"visibility": "note", "body": "x"},
    ("POST", "/tickets/{number}/restore"): {},
    ("DELETE", "/tickets/{number}"): None,
}
IN_BIN = {
    ("GET", "/tickets/{number}"),
    ("GET", "/tickets/{number}/timeline"),
    ("POST", "/tickets/{number}/restore"),
}
READ, WRITE, DELETE = "tickets.read", "tickets.write", "tickets.delete"


@dataclass
class House:
    """One agent of each role, in one place, and a ticket in each place seen from there."""

    actors: dict[str, Actor]
    clients: dict[str, ApiClient]
    tickets: dict[Place, str]
    own: dict[str, str]

    def ticket(self, role: str, place: Place) -> str:
        return self.own[role] if place is Place.OWN else self.tickets[place]


@pytest.fixture
def house(db: None) -> House:
    here = people.make_department(name="本部门")
    below = people.make_department(name="下级部门", parent_id=here)
    other = people.make_department(name="别的部门")
    where = {"here": here, "beside": here, "below": below, "away": other, "private": other}
    teams = {key: people.make_team(key=key, name=key, department_id=d) for key, d in where.items()}
    a_label("secret")
    cache.clear_all()
    actors = {
        role: an_agent(name=role, roles=(role,), teams=("here", "private"), department_id=here)
        for role in BUILT_IN
    }
    made = {
        place: make_ticket(team_id=teams[team])
        for place, team in (
            (Place.SAME_TEAM, "here"),
            (Place.SAME_DEPARTMENT, "beside"),
            (Place.BELOW, "below"),
            (Place.OTHER, "away"),
            (Place.LABELLED, "here"),
            (Place.DELETED, "here"),
        )
    }
    labelled, deleted = made[Place.LABELLED].number, made[Place.DELETED].number
    edit_ticket(actor=SERVER, at=now(), number=labelled, edits=Edits(label="secret"), expected_version=None)
    delete_ticket(actor=SERVER, at=now(), number=deleted)
    own = {
        role: make_ticket(team_id=teams["private"], assignee_id=actor.agent_id).number
        for role, actor in actors.items()
    }
    clients = {role: client_of(actor) for role, actor in actors.items()}
    return House(actors, clients, {place: ticket.number for place, ticket in made.items()}, own)


def answer(client: ApiClient, route: DeclaredRoute, path: str) -> Any:
    """Call a route, and undo what it did."""
    body = BODIES.get((route.method, route.path), {})
    with transaction.atomic():
        if body is None or route.method == "GET":
            response = client.generic(route.method, path)
        else:
            response = getattr(client, route.method.lower())(path, body)
        transaction.set_rollback(True)
    return response


def refused_by_guard(response: Any, route: DeclaredRoute) -> bool:
    """Whether the guard of this very route said no."""
    return response.status_code == 403 and response.json().get("permission") == str(route.permission)


def test_every_route_says_who_may() -> None:
    for route in routes():
        if isinstance(route.permission, PUBLIC | SIGNED_IN):
            assert route.permission.reason, route.path
        else:
            assert set(names_of(route)) <= declared().keys(), route.path


def test_cve_2026_14871_every_route_answers_every_role_as_declared(house: House) -> None:
    faults = []
    for route in routes():
        if isinstance(route.permission, PUBLIC) or route.path.startswith("/stream"):
            continue
        path = address(route)
        if answer(ApiClient(), route, path).status_code != 401:
            faults.append(f"{route.method} {route.path}: open to nobody in particular")
        for role, client in house.clients.items():
            response = answer(client, route, path)
            allowed = (
                isinstance(route.permission, SIGNED_IN)
                or reach_of(house.actors[role].grants, route) is not None
            )
            if response.status_code in (401, 500) or refused_by_guard(response, route) is allowed:
                faults.append(f"{route.method} {route.path} as {role}: {response.status_code}")
    assert not faults, "\n".join(faults)


def expected(actor: Actor, route: DeclaredRoute, place: Place) -> set[int] | None:
    """The statuses that are right, from the declarations alone; None for whatever is no refusal."""
    if reach_of(actor.grants, route) is None:
        return {403}
    unknown = {422} if route.method != "GET" and (route.method, route.path) not in BODIES else set()
    needed = NEEDED[place]
    if place is Place.DELETED:
        restores = actor.grants.get(DELETE, Scope.OWN) >= Scope.TEAM and DELETE in actor.grants
        if (route.method, route.path) in IN_BIN and restores:
            return None
        return ({409, 422, 404} if restores else {404}) | unknown
    restoring = route.path.endswith("/restore")
    if needed is None or actor.grants.get(READ, 0) < needed:
        return {404} | unknown
    if restoring:
        return {409, 404}
    writes = [name for name in names_of(route) if name.startswith("tickets.") and name != READ]
    if route.method != "GET" and not writes and "dispatch.ticket.dispatch" in names_of(route):
        writes = [WRITE]
    if writes and all(actor.grants.get(name, 0) < needed for name in writes):
        return {403} | unknown
    return None


def of_tickets() -> Iterator[DeclaredRoute]:
    return (route for route in routes() if is_of_ticket(route))


def test_cve_2026_41189_every_ticket_route_reaches_as_far_as_declared(house: House) -> None:
    faults = []
    assert len(list(of_tickets())) >= 6
    for route in of_tickets():
        for role, client in house.clients.items():
            for place in Place:
                wanted = expected(house.actors[role], route, place)
                got = answer(client, route, address(route, number=house.ticket(role, place))).status_code
                # What a second id names is nowhere.
                wrong = (401, 403, 500) if route.path.count("{") > 1 else (401, 403, 404, 500)
                right = got in wanted if wanted is not None else got not in wrong
                if not right:
                    faults.append(f"{route.method} {route.path} as {role} on {place}: {got}, not {wanted}")
    assert not faults, "\n".join(faults)


def test_lists_counts_and_single_reads_agree_for_every_role(house: House) -> None:
    """CVE-2023-45024: counts and lists leak too. GHSA-wqq7-4q7m-273v: a number opens nothing by itself."""
    for role, client in house.clients.items():
        actor = house.actors[role]
        if READ not in actor.grants:
            assert client.get("/api/v1/tickets").status_code == 403
            continue
        reach = actor.grants[READ]
        live = [place for place in Place if place is not Place.DELETED]
        visible = {
            house.ticket(role, place) for place in live if (needed := NEEDED[place]) and needed <= reach
        }
        if reach >= Scope.TEAM:
            visible |= set(house.own.values())  # all of them lie in the team "private"
        listed = {row["number"] for row in client.get("/api/v1/tickets?limit=200").json()["items"]}
        assert listed == visible, role
        cache.clear_all()
        assert client.get("/api/v1/views/counts").json()["views"]["all"]["count"] == len(visible), role


def test_the_document_of_the_matrix_is_up_to_date() -> None:
    if os.environ.get("RELAYDESK_WRITE_DOCS"):
        PAGE.write_text(document())
    assert PAGE.exists(), "write it: RELAYDESK_WRITE_DOCS=1 pytest backend/tests/rights -k document"
    assert PAGE.read_text() == document(), (
        "routes or permissions changed; write the page anew: RELAYDESK_WRITE_DOCS=1 pytest"
        " backend/tests/rights -k document"
    )


def test_a_narrow_token_reaches_no_further_than_its_scopes(house: House) -> None:
    actor = replace(house.actors["administrator"], grants={READ: Scope.ALL}, token_scopes=frozenset({READ}))
    assert not actor.can(WRITE)
