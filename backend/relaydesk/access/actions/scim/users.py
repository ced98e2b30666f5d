"""Accounts as a provider keeps them by SCIM: make, change, switch off. Rights are never raised."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.actions.accounts import create_account
from relaydesk.access.actions.federation.switching import (
    is_last_of_its_administration,
    switch_off,
    switch_on,
)
from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.access.federation_events import AccountProvisioned
from relaydesk.access.models import Account, IdentityProvider, ProvisionedAccount
from relaydesk.access.queries.provisioned import visible_accounts
from relaydesk.access.rules.scim.errors import ScimError
from relaydesk.access.rules.scim.resources import WantedUser
from relaydesk.people import public as people
from relaydesk.platform.errors import Problem
from relaydesk.platform.events import record
from relaydesk.platform.time_zones import time_zones

TAKEN = "Another account has this userName, externalId or address."


def scim_actor(provider: IdentityProvider) -> Actor:
    """As whom the record names a provider."""
    return SYSTEM(f"SCIM {provider.name}")


def lock_account(provider: IdentityProvider, account_id: UUID) -> Account:
    """An account that the provider can see, locked.

    Raises:
        ScimError: 404.
    """
    account = visible_accounts(provider).select_for_update().filter(id=account_id).first()
    if account is None:
        raise ScimError(404, "There is no such user.")
    return account


@transaction.atomic
def provision(*, provider: IdentityProvider, wanted: WantedUser, at: datetime) -> UUID:
    """Make an account, or take up one of the provider's own domains that nobody provisions yet.

    Raises:
        ScimError: 409 `uniqueness`, or a value that is no address.
    """
    address = people.normal_email(wanted.email or wanted.login)
    if address is None:
        raise ScimError(400, "userName or emails must hold an address.", "invalidValue")
    _check_free(provider, wanted, None)
    account = Account.objects.select_for_update().filter(email=address).first()
    if account is not None:
        _check_may_take_up(provider, account)
        _keep(provider, account, wanted, at)
        change(provider=provider, account=account, wanted=wanted, at=at)
        return account.id
    agent = people.agent_by_email(address)
    if agent is not None:
        raise ScimError(409, TAKEN, "uniqueness")
    actor = scim_actor(provider)
    agent_id = people.make_agent(name=wanted.name or address, email=address, actor=actor.ref, at=at)
    ident = create_account(
        email=address,
        password=None,
        agent_id=agent_id,
        roles=(provider.default_role,),
        actor=actor,
        at=at,
    )
    account = Account.objects.get(id=ident)
    _keep(provider, account, wanted, at)
    change(provider=provider, account=account, wanted=wanted, at=at)
    return ident


def _check_may_take_up(provider: IdentityProvider, account: Account) -> None:
    """An account that exists is taken up only where the provider can see it, and is no administrator's."""
    seen = visible_accounts(provider).filter(id=account.id).exists()
    kept = ProvisionedAccount.objects.filter(account_id=account.id).exists()
    if not seen or kept or account.administration is not None:
        raise ScimError(409, TAKEN, "uniqueness")


def _check_free(provider: IdentityProvider, wanted: WantedUser, account_id: UUID | None) -> None:
    others = ProvisionedAccount.objects.filter(provider_id=provider.id)
    if account_id is not None:
        others = others.exclude(account_id=account_id)
    taken = others.filter(login=wanted.login.lower()).exists()
    if wanted.external_id is not None:
        taken = taken or others.filter(external_id=wanted.external_id).exists()
    if taken:
        raise ScimError(409, TAKEN, "uniqueness")


def _keep(provider: IdentityProvider, account: Account, wanted: WantedUser, at: datetime) -> None:
    ProvisionedAccount.objects.update_or_create(
        account_id=account.id,
        defaults={
            "provider_id": provider.id,
            "external_id": wanted.external_id,
            "login": wanted.login.lower(),
            "changed_at": at,
        },
    )


@transaction.atomic
def change(*, provider: IdentityProvider, account: Account, wanted: WantedUser, at: datetime) -> None:
    """Bring a locked account in line with what the provider says.

    An account of one of the three administrations is not changed, only switched off: whoever holds the token
    must not come to its rights by way of its address.

    Raises:
        ScimError: 409 `uniqueness`, 403 for an administrator, or a wrong value.
    """
    _check_free(provider, wanted, account.id)
    agent = people.agent(account.agent_id)
    assert agent is not None
    changes = _agent_changes(wanted, agent.name, agent.locale, agent.timezone)
    address = people.normal_email(wanted.email) if wanted.email else account.email
    if address is None:
        raise ScimError(400, "emails must hold an address.", "invalidValue")
    if account.administration is not None and (changes or address != account.email):
        raise ScimError(403, "An administrator's account is not changed by provisioning, only switched off.")
    fields = sorted(changes)
    if address != account.email:
        _change_address(account, address)
        fields.append("email")
    try:
        if changes:
            who = scim_actor(provider).ref
            people.edit_agent(agent_id=account.agent_id, actor=who, at=at, **changes)
    except Problem as exc:
        raise ScimError(400, str(exc), "invalidValue") from exc
    if account.administration is None:
        _keep(provider, account, wanted, at)
    if _switch(provider, account, wanted.active, at):
        fields.append("active")
    if fields:
        record(
            AccountProvisioned(account_id=account.id, provider_id=provider.id, fields=tuple(fields)),
            actor=scim_actor(provider).ref,
            subject=f"account:{account.id}",
            at=at,
        )


def _agent_changes(wanted: WantedUser, name: str, locale: str, timezone: str) -> dict[str, str]:
    changes: dict[str, str] = {}
    if wanted.name and wanted.name != name:
        changes["name"] = people.clean_name(wanted.name, name)
    if wanted.locale and wanted.locale != locale:
        changes["locale"] = wanted.locale
    if wanted.timezone and wanted.timezone != timezone:
        if wanted.timezone not in time_zones():
            raise ScimError(400, "timezone must be a name of the IANA database.", "invalidValue")
        changes["timezone"] = wanted.timezone
    return changes


def _change_address(account: Account, address: str) -> None:
    taken = Account.objects.filter(email=address).exclude(id=account.id).exists()
    agent = people.agent_by_email(address)
    if taken or (agent is not None and agent.id != account.agent_id):
        raise ScimError(409, TAKEN, "uniqueness")
    account.email = address
    account.save(update_fields=["email"])


def _switch(provider: IdentityProvider, account: Account, active: bool, at: datetime) -> bool:
    """Off at once; on again only what the provider itself had switched off."""
    row = ProvisionedAccount.objects.filter(account_id=account.id, provider_id=provider.id).first()
    if not active:
        if account.active and is_last_of_its_administration(account):
            raise ScimError(403, "This is the last account of its administration; name another first.")
        done = switch_off(actor=scim_actor(provider), account=account, at=at)
        if done and row is not None:
            ProvisionedAccount.objects.filter(account_id=account.id).update(switched_off_at=at)
        return done
    if row is None or row.switched_off_at is None:
        return False
    ProvisionedAccount.objects.filter(account_id=account.id).update(switched_off_at=None)
    return switch_on(actor=scim_actor(provider), account=account, at=at)


@transaction.atomic
def deprovision(*, provider: IdentityProvider, account: Account, at: datetime) -> None:
    """What SCIM calls deleting: the account is switched off and stays in the record.

    Raises:
        ScimError: 403 for the last account of its administration.
    """
    if _switch(provider, account, False, at):
        record(
            AccountProvisioned(account_id=account.id, provider_id=provider.id, fields=("active",)),
            actor=scim_actor(provider).ref,
            subject=f"account:{account.id}",
            at=at,
        )
