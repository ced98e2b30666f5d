"""Teams as a provider keeps them by SCIM: their names and members, never a role."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from relaydesk.access.actions.scim.users import scim_actor
from relaydesk.access.federation_events import TeamProvisioned
from relaydesk.access.models import IdentityProvider, ProvisionedTeam
from relaydesk.access.queries.provisioned import visible_accounts
from relaydesk.access.rules.federation.mapping import same_group
from relaydesk.access.rules.scim.errors import ScimError
from relaydesk.access.rules.scim.resources import WantedGroup
from relaydesk.people import public as people
from relaydesk.platform.events import record
from relaydesk.platform.ids import uuid7

NOT_SLUG = re.compile(r"[^a-z0-9]+")
TAKEN = "Another team has this displayName or externalId."


def lock_team(provider: IdentityProvider, team_id: UUID) -> ProvisionedTeam:
    """A team that the provider keeps, locked.

    Raises:
        ScimError: 404.
    """
    row = ProvisionedTeam.objects.select_for_update().filter(provider_id=provider.id, team_id=team_id).first()
    if row is None:
        raise ScimError(404, "There is no such group.")
    return row


@transaction.atomic
def provision_team(*, provider: IdentityProvider, wanted: WantedGroup, at: datetime) -> UUID:
    """Make a team; or keep the one that the administrator has mapped this group to.

    A team that merely bears the same name is not taken over: its members see its tickets.

    Raises:
        ScimError: 409 `uniqueness`, or an unknown member.
    """
    mapped = next((r["team_id"] for r in provider.team_map if same_group(r["group"], wanted.name)), None)
    team_id = UUID(mapped) if mapped else None
    if team_id is None:
        if any(team.name == wanted.name for team in people.teams()):
            raise ScimError(409, TAKEN, "uniqueness")
        team_id = people.make_team(
            key=_key(wanted.name), name=wanted.name, actor=scim_actor(provider).ref, at=at
        )
    elif ProvisionedTeam.objects.filter(team_id=team_id).exists():
        raise ScimError(409, TAKEN, "uniqueness")
    _check_free(provider, wanted, team_id)
    ProvisionedTeam.objects.create(
        team_id=team_id,
        provider_id=provider.id,
        external_id=wanted.external_id,
        name=wanted.name,
        changed_at=at,
    )
    set_members(provider=provider, team_id=team_id, wanted=wanted.members, at=at)
    return team_id


def _key(name: str) -> str:
    slug = NOT_SLUG.sub("-", name.lower()).strip("-")[:40]
    return f"{slug or 'team'}-{uuid7().hex[-8:]}"


def _check_free(provider: IdentityProvider, wanted: WantedGroup, team_id: UUID) -> None:
    others = ProvisionedTeam.objects.filter(provider_id=provider.id).exclude(team_id=team_id)
    same = Q(name=wanted.name)
    if wanted.external_id is not None:
        same |= Q(external_id=wanted.external_id)
    if others.filter(same).exists():
        raise ScimError(409, TAKEN, "uniqueness")


@transaction.atomic
def change_team(
    *, provider: IdentityProvider, row: ProvisionedTeam, wanted: WantedGroup, at: datetime
) -> None:
    """Bring a locked team in line with what the provider says.

    Raises:
        ScimError: 409 `uniqueness`, or an unknown member.
    """
    _check_free(provider, wanted, row.team_id)
    row.external_id, row.name, row.changed_at = wanted.external_id, wanted.name, at
    row.save(update_fields=["external_id", "name", "changed_at"])
    set_members(provider=provider, team_id=row.team_id, wanted=wanted.members, at=at)


def set_members(*, provider: IdentityProvider, team_id: UUID, wanted: Collection[str], at: datetime) -> None:
    """Put in and take out; members whom the provider cannot see stay.

    Raises:
        ScimError: a member is not one of the provider's users.
    """
    agents = _agents_of(provider, wanted)
    team = people.team(team_id)
    inside = team.member_ids if team else frozenset()
    visible = set(visible_accounts(provider).filter(agent_id__in=inside).values_list("agent_id", flat=True))
    added, removed = agents - inside, visible - agents
    actor = scim_actor(provider).ref
    for agent in added:
        people.join_team(team_id=team_id, agent_id=agent, actor=actor, at=at)
    for agent in removed:
        people.leave_team(team_id=team_id, agent_id=agent, actor=actor, at=at)
    if added or removed:
        record(
            TeamProvisioned(team_id=team_id, provider_id=provider.id, added=len(added), removed=len(removed)),
            actor=actor,
            subject=f"team:{team_id}",
            at=at,
        )


def _agents_of(provider: IdentityProvider, members: Collection[str]) -> set[UUID]:
    try:
        idents = {UUID(member) for member in members}
    except ValueError:
        raise ScimError(400, "A member is not one of your users.", "invalidValue") from None
    found = dict(visible_accounts(provider).filter(id__in=idents).values_list("id", "agent_id"))
    if found.keys() != idents:
        raise ScimError(400, "A member is not one of your users.", "invalidValue")
    return set(found.values())


@transaction.atomic
def release_team(*, provider: IdentityProvider, row: ProvisionedTeam, at: datetime) -> None:
    """What SCIM calls deleting: the provider's users leave the team; the team and its tickets stay."""
    set_members(provider=provider, team_id=row.team_id, wanted=(), at=at)
    row.delete()
