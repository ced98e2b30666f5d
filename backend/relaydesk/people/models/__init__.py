"""Tables of `people`."""

from relaydesk.people.models.agent import Agent, AgentPost, AgentSkill
from relaydesk.people.models.company import Company, CompanyDomain
from relaydesk.people.models.contact import Contact, ContactIdentity, ContactMerge
from relaydesk.people.models.imports import PeopleImport
from relaydesk.people.models.organisation import (
    Department,
    DepartmentDeputy,
    Post,
    Skill,
    Team,
    TeamMember,
)

__all__ = [
    "Agent",
    "AgentPost",
    "AgentSkill",
    "Company",
    "CompanyDomain",
    "Contact",
    "ContactIdentity",
    "ContactMerge",
    "Department",
    "DepartmentDeputy",
    "PeopleImport",
    "Post",
    "Skill",
    "Team",
    "TeamMember",
]
