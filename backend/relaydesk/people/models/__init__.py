"""Tables of `people`."""

from relaydesk.people.models.agent import Agent
from relaydesk.people.models.contact import Contact, ContactIdentity
from relaydesk.people.models.organisation import Department, Team, TeamMember

__all__ = ["Agent", "Contact", "ContactIdentity", "Department", "Team", "TeamMember"]
