"""What other modules may ask of people."""

from collections.abc import Collection, Mapping
from uuid import UUID

from relaydesk.people.acting import set_callers
from relaydesk.people.actions import make_people
from relaydesk.people.actions.find_or_make_contact import find_or_make_contact
from relaydesk.people.actions.find_or_make_contacts import find_or_make_contacts
from relaydesk.people.actions.set_presence import set_presence
from relaydesk.people.contracts import (
    AgentView,
    Caller,
    CompanyView,
    ContactDetails,
    ContactView,
    DepartmentView,
    TeamView,
)
from relaydesk.people.labels import set_labels
from relaydesk.people.masking import Mask, mask_for, set_masker
from relaydesk.people.merging import Move, register_merge_participant
from relaydesk.people.merging import Participant as MergeParticipant
from relaydesk.people.overview import register_overview_section
from relaydesk.people.policies import sees as sees_label
from relaydesk.people.queries import companies as _companies
from relaydesk.people.queries import contact_details as _contact_details
from relaydesk.people.queries import contacts as _contacts
from relaydesk.people.queries import organisation as _organisation
from relaydesk.people.rules import tree as _tree
from relaydesk.people.rules.identities import clean_name, normal_email, normal_phone
from relaydesk.people.rules.pinyin import pinyin_of
from relaydesk.platform.cache import cached

DEFAULT_TEAM_KEY = "service-desk"

make_department = make_people.make_department
make_team = make_people.make_team
make_agent = make_people.make_agent
edit_agent = make_people.edit_agent
join_team = make_people.join_team
leave_team = make_people.leave_team


def contacts(ids: Collection[UUID]) -> dict[UUID, ContactView]:
    """Contacts by id in one statement; ids that do not exist are absent."""
    return _contacts.contacts_by_ids(ids)


def contact(contact_id: UUID) -> ContactView | None:
    """One contact."""
    return contacts([contact_id]).get(contact_id)


def bears_label(key: str) -> bool:
    """Whether any contact bears this sensitivity label."""
    return _contacts.bears_label(key)


def contact_details(caller: Caller, contact_id: UUID) -> ContactDetails | None:
    """A contact with all identities, if the caller may see it."""
    return _contact_details.contact_details(caller, contact_id)


def companies(ids: Collection[UUID]) -> dict[UUID, CompanyView]:
    """Companies by id in one statement; ids that do not exist are absent."""
    return _companies.companies_by_ids(ids)


def agents(ids: Collection[UUID]) -> dict[UUID, AgentView]:
    """Agents by id in one statement; ids that do not exist are absent."""
    return _organisation.agents_by_ids(ids)


def agent(agent_id: UUID) -> AgentView | None:
    """One agent."""
    return agents([agent_id]).get(agent_id)


def agent_by_email(email: str) -> AgentView | None:
    """The agent with this address, whatever its case."""
    return _organisation.agent_by_email(email)


def active_agents() -> list[AgentView]:
    """All active agents by name."""
    return _organisation.active_agents()


def online_members(team_id: UUID) -> list[AgentView]:
    """Active members of a team who are online, by id; never cached."""
    return _organisation.online_members(team_id)


def members_presence(team_id: UUID) -> list[tuple[UUID, str, str, bool]]:
    """Id, name, presence and activity of all members of a team, by name; never cached."""
    return _organisation.members_presence(team_id)


@cached(seconds=1)
def teams() -> list[TeamView]:
    """All teams by name; at most one second old."""
    return _organisation.teams_where("ORDER BY t.name, t.id", [])


def team(team_id: UUID) -> TeamView | None:
    """One team; at most one second old."""
    return next((t for t in teams() if t.id == team_id), None)


def team_by_key(key: str) -> TeamView | None:
    """The team with this key; at most one second old."""
    return next((t for t in teams() if t.key == key), None)


@cached(seconds=1)
def departments() -> list[DepartmentView]:
    """All departments by name; at most one second old."""
    return _organisation.all_departments()


@cached(seconds=1)
def department_tree() -> Mapping[UUID, DepartmentView]:
    """All departments by id; at most one second old."""
    return {one.id: one for one in departments()}


def department(department_id: UUID) -> DepartmentView | None:
    """One department; at most one second old."""
    return department_tree().get(department_id)


@cached(seconds=1)
def department_and_below(department_id: UUID) -> frozenset[UUID]:
    """A department and all below it, none when it does not exist; at most one second old."""
    return _tree.subtree(department_tree(), department_id)


def head_of(department_id: UUID) -> UUID | None:
    """The agent who heads a department, or None when it has no head; at most one second old."""
    found = department(department_id)
    return found.head_id if found else None


def superiors(agent_id: UUID) -> list[UUID]:
    """The agents above an agent, nearest first: item 0 is his superior, item n - 1 the one of n-th level.

    They are the heads of his department and of those above it; nobody is his own superior.
    """
    known = agent(agent_id)
    return _tree.superiors(department_tree(), agent_id, known.department_id) if known else []


__all__ = [
    "DEFAULT_TEAM_KEY",
    "Mask",
    "MergeParticipant",
    "Move",
    "active_agents",
    "agent",
    "agent_by_email",
    "agents",
    "bears_label",
    "clean_name",
    "companies",
    "contact",
    "contact_details",
    "contacts",
    "department",
    "department_and_below",
    "department_tree",
    "departments",
    "edit_agent",
    "find_or_make_contact",
    "find_or_make_contacts",
    "head_of",
    "join_team",
    "leave_team",
    "make_agent",
    "make_department",
    "make_team",
    "mask_for",
    "members_presence",
    "normal_email",
    "normal_phone",
    "online_members",
    "pinyin_of",
    "register_merge_participant",
    "register_overview_section",
    "sees_label",
    "set_callers",
    "set_labels",
    "set_masker",
    "set_presence",
    "superiors",
    "team",
    "team_by_key",
    "teams",
]
