"""Departments, teams, posts and skills."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.people import public as people
from relaydesk.people.actions import departments, posts_and_skills, teams
from relaydesk.people.actions.posts_and_skills import POSTS, SKILLS, Names
from relaydesk.people.contracts import Caller, DepartmentView, NamedView, TeamView
from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.http.callers import caller_of, named_values, no_content
from relaydesk.people.http.schemas import (
    DepartmentIn,
    DepartmentList,
    DepartmentOut,
    DepartmentPatch,
    NamedIn,
    NamedList,
    NamedOut,
    NamedPatch,
    TeamIn,
    TeamList,
    TeamOut,
    TeamPatch,
)
from relaydesk.people.queries import organisation
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router

router = Router(tags=["people"])
Json = dict[str, Any]


def _can(caller: Caller) -> Json:
    may = caller.can(P.MANAGE)
    return {"edit": may, "remove": may}


def _department(one: DepartmentView, can: Json) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "name_en": one.name_en,
        "parent_id": one.parent_id,
        "head_id": one.head_id,
        "deputy_ids": one.deputy_ids,
        "version": one.version,
        "can": can,
    }


def _team(one: TeamView, can: Json) -> Json:
    return {
        "id": one.id,
        "key": one.key,
        "name": one.name,
        "name_en": one.name_en,
        "department_id": one.department_id,
        "member_ids": one.member_ids,
        "version": one.version,
        "can": can,
    }


def _name(one: NamedView, can: Json) -> Json:
    return {"id": one.id, "name": one.name, "name_en": one.name_en, "version": one.version, "can": can}


def _shown(found: Json | None, status: int = 200, place: str = "") -> HttpResponse:
    if found is None:
        raise NotFound
    headers = {"ETag": etag(found["version"])}
    if place:
        headers["Location"] = f"/api/v1/{place}/{found['id']}"
    return json_response(found, status=status, headers=headers)


def _one_department(request: HttpRequest, department_id: UUID) -> Json | None:
    found = next((d for d in organisation.all_departments() if d.id == department_id), None)
    return _department(found, _can(caller_of(request))) if found else None


@router.get("/departments", permission=P.READ_AGENTS, response=DepartmentList)
def list_departments(request: HttpRequest) -> HttpResponse:
    """All departments by name."""
    can = _can(caller_of(request))
    return json_response({"items": [_department(one, can) for one in people.departments()]})


@router.post("/departments", permission=P.MANAGE, response={201: DepartmentOut})
def make_department(request: HttpRequest, body: DepartmentIn) -> HttpResponse:
    """Make a department."""
    made = departments.make_department(actor=caller_of(request), at=now(), values=named_values(body))
    return _shown(_one_department(request, made), 201, "departments")


@router.get("/departments/{department_id}", permission=P.READ_AGENTS, response=DepartmentOut)
def show_department(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """One department."""
    return _shown(_one_department(request, department_id))


@router.patch("/departments/{department_id}", permission=P.MANAGE, response=DepartmentOut, versioned=True)
def change_department(request: HttpRequest, department_id: UUID, body: DepartmentPatch) -> HttpResponse:
    """Change a department; it cannot come under itself or what is below it."""
    departments.change_department(
        actor=caller_of(request),
        at=now(),
        department_id=department_id,
        values=named_values(body),
        expected_version=expected_version(request),
    )
    return _shown(_one_department(request, department_id))


@router.delete("/departments/{department_id}", permission=P.MANAGE, response={204: None}, versioned=True)
def remove_department(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """Remove a department on which nothing hangs."""
    departments.remove_department(
        actor=caller_of(request),
        at=now(),
        department_id=department_id,
        expected_version=expected_version(request),
    )
    return no_content()


def _one_team(request: HttpRequest, team_id: UUID) -> Json | None:
    found = next(iter(organisation.teams_where("WHERE t.id = %s", [team_id])), None)
    return _team(found, _can(caller_of(request))) if found else None


@router.get("/teams", permission=P.READ_AGENTS, response=TeamList)
def list_teams(request: HttpRequest) -> HttpResponse:
    """All teams by name."""
    can = _can(caller_of(request))
    return json_response({"items": [_team(one, can) for one in people.teams()]})


@router.post("/teams", permission=P.MANAGE, response={201: TeamOut})
def make_team(request: HttpRequest, body: TeamIn) -> HttpResponse:
    """Make a team."""
    made = teams.make_team(actor=caller_of(request), at=now(), values=named_values(body))
    return _shown(_one_team(request, made), 201, "teams")


@router.get("/teams/{team_id}", permission=P.READ_AGENTS, response=TeamOut)
def show_team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """One team."""
    return _shown(_one_team(request, team_id))


@router.patch("/teams/{team_id}", permission=P.MANAGE, response=TeamOut, versioned=True)
def change_team(request: HttpRequest, team_id: UUID, body: TeamPatch) -> HttpResponse:
    """Change a team or its members."""
    teams.change_team(
        actor=caller_of(request),
        at=now(),
        team_id=team_id,
        values=named_values(body),
        expected_version=expected_version(request),
    )
    return _shown(_one_team(request, team_id))


@router.delete("/teams/{team_id}", permission=P.MANAGE, response={204: None}, versioned=True)
def remove_team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Remove a team that nothing names."""
    teams.remove_team(
        actor=caller_of(request), at=now(), team_id=team_id, expected_version=expected_version(request)
    )
    return no_content()


def _names(request: HttpRequest, names: Names) -> HttpResponse:
    can = _can(caller_of(request))
    return json_response({"items": [_name(one, can) for one in organisation.names_of(names.model)]})


def _one_name(request: HttpRequest, names: Names, row_id: UUID) -> Json | None:
    found = next((one for one in organisation.names_of(names.model) if one.id == row_id), None)
    return _name(found, _can(caller_of(request))) if found else None


def _make(request: HttpRequest, names: Names, body: NamedIn) -> HttpResponse:
    made = posts_and_skills.make_name(names, actor=caller_of(request), at=now(), values=named_values(body))
    return _shown(_one_name(request, names, made), 201, f"{names.word}s")


def _change(request: HttpRequest, names: Names, row_id: UUID, body: NamedPatch) -> HttpResponse:
    posts_and_skills.change_name(
        names,
        actor=caller_of(request),
        at=now(),
        row_id=row_id,
        values=named_values(body),
        expected_version=expected_version(request),
    )
    return _shown(_one_name(request, names, row_id))


def _remove(request: HttpRequest, names: Names, row_id: UUID) -> HttpResponse:
    posts_and_skills.remove_name(
        names,
        actor=caller_of(request),
        at=now(),
        row_id=row_id,
        expected_version=expected_version(request),
    )
    return no_content()


@router.get("/posts", permission=P.READ_AGENTS, response=NamedList)
def list_posts(request: HttpRequest) -> HttpResponse:
    """All posts by name."""
    return _names(request, POSTS)


@router.post("/posts", permission=P.MANAGE, response={201: NamedOut})
def make_post(request: HttpRequest, body: NamedIn) -> HttpResponse:
    """Make a post."""
    return _make(request, POSTS, body)


@router.get("/posts/{post_id}", permission=P.READ_AGENTS, response=NamedOut)
def show_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """One post."""
    return _shown(_one_name(request, POSTS, post_id))


@router.patch("/posts/{post_id}", permission=P.MANAGE, response=NamedOut, versioned=True)
def change_post(request: HttpRequest, post_id: UUID, body: NamedPatch) -> HttpResponse:
    """Change a post."""
    return _change(request, POSTS, post_id, body)


@router.delete("/posts/{post_id}", permission=P.MANAGE, response={204: None}, versioned=True)
def remove_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Remove a post that nobody has."""
    return _remove(request, POSTS, post_id)


@router.get("/skills", permission=P.READ_AGENTS, response=NamedList)
def list_skills(request: HttpRequest) -> HttpResponse:
    """All skills by name."""
    return _names(request, SKILLS)


@router.post("/skills", permission=P.MANAGE, response={201: NamedOut})
def make_skill(request: HttpRequest, body: NamedIn) -> HttpResponse:
    """Make a skill."""
    return _make(request, SKILLS, body)


@router.get("/skills/{skill_id}", permission=P.READ_AGENTS, response=NamedOut)
def show_skill(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """One skill."""
    return _shown(_one_name(request, SKILLS, skill_id))


@router.patch("/skills/{skill_id}", permission=P.MANAGE, response=NamedOut, versioned=True)
def change_skill(request: HttpRequest, skill_id: UUID, body: NamedPatch) -> HttpResponse:
    """Change a skill."""
    return _change(request, SKILLS, skill_id, body)


@router.delete("/skills/{skill_id}", permission=P.MANAGE, response={204: None}, versioned=True)
def remove_skill(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """Remove a skill that nobody has."""
    return _remove(request, SKILLS, skill_id)
