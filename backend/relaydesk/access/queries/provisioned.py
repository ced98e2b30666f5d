"""What a provider that keeps accounts by SCIM can see: what it has made, linked, or rules by its domains."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from relaydesk.access.models import (
    Account,
    FederatedIdentity,
    IdentityProvider,
    ProvisionedAccount,
    ProvisionedTeam,
)
from relaydesk.access.rules.scim.resources import Resource, UserFacts, group_resource, user_resource
from relaydesk.people import public as people
from relaydesk.people.contracts import TeamView


def visible_accounts(provider: IdentityProvider) -> QuerySet[Account]:
    """The accounts of a provider."""
    mine = Q(id__in=ProvisionedAccount.objects.filter(provider_id=provider.id).values("account_id"))
    mine |= Q(id__in=FederatedIdentity.objects.filter(provider_id=provider.id).values("account_id"))
    others = ProvisionedAccount.objects.exclude(provider_id=provider.id).values("account_id")
    for domain in provider.settings.get("email_domains", []):
        mine |= Q(email__endswith=f"@{domain}") & ~Q(id__in=others)
    return Account.objects.filter(mine)


def accounts_named(provider: IdentityProvider, login: str) -> QuerySet[Account]:
    """Those that bear a user name, by index: as the provider calls them, or by address."""
    named = ProvisionedAccount.objects.filter(provider_id=provider.id, login=login.lower())
    return visible_accounts(provider).filter(Q(id__in=named.values("account_id")) | Q(email=login.lower()))


def accounts_with_external_id(provider: IdentityProvider, external_id: str) -> QuerySet[Account]:
    """Those that the provider calls so, by index."""
    named = ProvisionedAccount.objects.filter(provider_id=provider.id, external_id=external_id)
    return visible_accounts(provider).filter(id__in=named.values("account_id"))


def user_resources(provider: IdentityProvider, accounts: Collection[Account], base: str) -> list[Resource]:
    """Write accounts as users, in the order given, with three statements."""
    agents = people.agents([account.agent_id for account in accounts])
    ours = provisioned_teams(provider)
    known = ProvisionedAccount.objects.filter(provider_id=provider.id).in_bulk([a.id for a in accounts])
    found = []
    for account in accounts:
        agent, row = agents[account.agent_id], known.get(account.id)
        facts = UserFacts(
            id=str(account.id),
            login=row.login if row else account.email,
            external_id=row.external_id if row else None,
            name=agent.name,
            email=account.email,
            locale=agent.locale,
            timezone=agent.timezone,
            active=account.active and agent.active,
            created_at=account.created_at,
            changed_at=row.changed_at if row else account.created_at,
            groups=[(str(team), name) for team, name in ours.items() if team in agent.team_ids],
        )
        found.append(user_resource(facts, base))
    return found


def provisioned_teams(provider: IdentityProvider) -> Mapping[UUID, str]:
    """The teams that a provider keeps, with what it calls them."""
    return dict(ProvisionedTeam.objects.filter(provider_id=provider.id).values_list("team_id", "name"))


def group_resources(provider: IdentityProvider, base: str, only: UUID | None = None) -> list[Resource]:
    """Write the provider's teams as groups, by name; of the members those that it can see."""
    rows = {row.team_id: row for row in ProvisionedTeam.objects.filter(provider_id=provider.id)}
    teams = [t for t in people.teams() if t.id in rows and only in (None, t.id)]
    members = _members(provider, teams)
    return [
        group_resource(
            str(team.id),
            rows[team.id].name,
            rows[team.id].external_id,
            [members[agent] for agent in sorted(team.member_ids) if agent in members],
            base,
            rows[team.id].changed_at,
        )
        for team in teams
    ]


def _members(provider: IdentityProvider, teams: Sequence[TeamView]) -> dict[UUID, tuple[str, str]]:
    agents = {agent for team in teams for agent in team.member_ids}
    names = people.agents(list(agents))
    accounts = visible_accounts(provider).filter(agent_id__in=agents).values_list("id", "agent_id")
    return {agent: (str(account), names[agent].name) for account, agent in accounts}
