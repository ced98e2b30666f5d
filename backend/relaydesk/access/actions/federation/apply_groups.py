"""Give and take the roles and teams that a person's groups at his provider lead to."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from relaydesk.access.actions.grant_roles import Grant, grants_of, set_roles
from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.access.federation_events import RolesMapped
from relaydesk.access.models import Account, FederatedIdentity, IdentityProvider
from relaydesk.access.queries.realms import realm_of_roles
from relaydesk.access.rules.federation.mapping import PRIVILEGED, allowed_roles, targets
from relaydesk.people import public as people
from relaydesk.platform.events import record


def apply_groups(
    link: FederatedIdentity,
    *,
    provider: IdentityProvider,
    account: Account,
    groups: Collection[str],
    at: datetime,
) -> None:
    """Bring roles and teams in line with the groups; what was given by hand stays.

    Runs in the caller's transaction, by the same action as the API, so that the rule of the three
    administrations and the event are one way. A role is taken away only when this link had given it.
    """
    if not provider.role_map and not provider.team_map and not link.roles and not link.team_ids:
        return
    realms = realm_of_roles()
    grants = grants_of(account.id)
    held = {grant.key for grant in grants}
    found = allowed_roles(
        _wanted(provider, groups, realms), realm_of=realms, held_otherwise=held - set(link.roles)
    )
    given = (found.roles & set(link.roles)) | (found.roles - held)
    added, removed = given - held, (set(link.roles) - given) & held
    system = SYSTEM(f"sign-in by {provider.name}")
    if added or removed:
        kept = [grant for grant in grants if grant.key not in removed]
        new = [Grant(key) for key in sorted(added)]
        set_roles(actor=system, account_id=account.id, roles=[*kept, *new], at=at)
        account.refresh_from_db(fields=["administration"])
    teams = _apply_teams(link, provider, account, groups, system, at)
    if added or removed or found.refused or teams:
        record(
            RolesMapped(
                account_id=account.id,
                provider_id=provider.id,
                added=tuple(sorted(added)),
                removed=tuple(sorted(removed)),
                refused=tuple(sorted(found.refused)),
                teams_changed=teams,
            ),
            actor=system.ref,
            subject=f"account:{account.id}",
            at=at,
        )
    link.roles = sorted(given)
    link.save(update_fields=["roles", "team_ids"])


def _wanted(provider: IdentityProvider, groups: Collection[str], realms: Mapping[str, str]) -> set[str]:
    """The roles that the groups lead to; an administration only by a line that somebody set who may grant it.

    The line remembers that, since an ordinary role may have become one of an administration meanwhile.
    """
    trusted = [row for row in provider.role_map if row.get("privileged")]
    wanted = targets(provider.role_map, groups, "role")
    sure = targets(trusted, groups, "role")
    return {role for role in wanted if realms.get(role) not in PRIVILEGED or role in sure}


def _apply_teams(
    link: FederatedIdentity,
    provider: IdentityProvider,
    account: Account,
    groups: Collection[str],
    actor: Actor,
    at: datetime,
) -> bool:
    known = {team.id for team in people.teams()}
    wanted = {UUID(key) for key in targets(provider.team_map, groups, "team_id")} & known
    agent = people.agent(account.agent_id)
    inside = set(agent.team_ids) if agent else set()
    before = set(link.team_ids)
    for team in wanted - inside:
        people.join_team(team_id=team, agent_id=account.agent_id, actor=actor.ref, at=at)
    for team in (before - wanted) & inside:
        people.leave_team(team_id=team, agent_id=account.agent_id, actor=actor.ref, at=at)
    link.team_ids = sorted((wanted & before) | (wanted - inside))
    return bool(wanted - inside or (before - wanted) & inside)
