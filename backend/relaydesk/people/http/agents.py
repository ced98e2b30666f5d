"""Agents."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import BaseModel, Field, StringConstraints

from relaydesk.people import public as people
from relaydesk.people.actions import agents
from relaydesk.people.contracts import AgentDetails, Caller, Place, SkillLevel
from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.http.callers import caller_of, named_values
from relaydesk.people.http.schemas import AgentIn, AgentOut, AgentPatch
from relaydesk.people.queries.agents import AgentFilters, agent_details
from relaydesk.people.queries.agents import list_agents as read_agents
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.paging import Page, decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router

router = Router(tags=["people"])
CURSOR = "agents:name"
ACTIVE = {"true": True, "false": False, "all": None}


class AgentQuery(Schema):
    """The parameters of the list of agents."""

    q: Annotated[str, StringConstraints(max_length=200)] = ""
    active: Literal["true", "false", "all"] = "true"
    department: UUID | None = None
    below: bool = False
    team: UUID | None = None
    post: UUID | None = None
    skill: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 1000
    cursor: Annotated[str, StringConstraints(max_length=2000)] | None = None


def _present(one: AgentDetails, caller: Caller) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "email": one.email,
        "presence": one.presence.value,
        "department_id": one.department_id,
        "team_ids": one.team_ids,
        "locale": one.locale,
        "timezone": one.timezone,
        "active": one.active,
        "avatar_color": one.avatar_color,
        "post_ids": one.post_ids,
        "skills": one.skills,
        "place": one.place,
        "version": one.version,
        "can": {"edit": caller.can(P.MANAGE)},
    }


def _filters(query: AgentQuery) -> AgentFilters:
    departments: tuple[UUID, ...] | None = None
    if query.department is not None:
        below = people.department_and_below(query.department) if query.below else ()
        departments = tuple(below) or (query.department,)
    return AgentFilters(
        text=query.q,
        active=ACTIVE[query.active],
        department_ids=departments,
        team_id=query.team,
        post_id=query.post,
        skill_id=query.skill,
    )


def _shown(request: HttpRequest, agent_id: UUID, status: int = 200) -> HttpResponse:
    found = agent_details(agent_id)
    if found is None:
        raise NotFound
    headers = {"ETag": etag(found.version)}
    if status == 201:
        headers["Location"] = f"/api/v1/agents/{agent_id}"
    return json_response(_present(found, caller_of(request)), status=status, headers=headers)


@router.get("/agents", permission=P.READ_AGENTS, response=Page[AgentOut])
def list_agents(request: HttpRequest, query: Query[AgentQuery]) -> HttpResponse:
    """Agents by name: the active ones, a thousand at a time, unless asked otherwise."""
    caller = caller_of(request)
    after = decode_cursor(CURSOR, query.cursor) if query.cursor else None
    rows = read_agents(_filters(query), limit=query.limit + 1, after=(after[0], after[1]) if after else None)
    page = rows[: query.limit]
    following = encode_cursor(CURSOR, (page[-1].name, page[-1].id)) if len(rows) > query.limit else None
    return json_response({"items": [_present(one, caller) for one in page], "next_cursor": following})


@router.post("/agents", permission=P.MANAGE, response={201: AgentOut})
def make_agent(request: HttpRequest, body: AgentIn) -> HttpResponse:
    """Make an agent; his account is made apart."""
    made = agents.make_agent(actor=caller_of(request), at=now(), values=_values(body))
    return _shown(request, made, 201)


@router.get("/agents/{agent_id}", permission=P.READ_AGENTS, response=AgentOut)
def show_agent(request: HttpRequest, agent_id: UUID) -> HttpResponse:
    """One agent, active or not."""
    return _shown(request, agent_id)


@router.patch("/agents/{agent_id}", permission=P.MANAGE, response=AgentOut, versioned=True)
def change_agent(request: HttpRequest, agent_id: UUID, body: AgentPatch) -> HttpResponse:
    """Change an agent; `active: false` deactivates him."""
    agents.change_agent(
        actor=caller_of(request),
        at=now(),
        agent_id=agent_id,
        values=_values(body),
        expected_version=expected_version(request),
    )
    return _shown(request, agent_id)


def _values(body: BaseModel) -> dict[str, Any]:
    values = named_values(body)
    if values.get("place") is not None:
        place = values["place"]
        values["place"] = Place(place.lat, place.lon, place.address)
    if "skills" in values:
        values["skills"] = [SkillLevel(s.skill_id, s.level, s.valid_until) for s in values["skills"]]
    return values
