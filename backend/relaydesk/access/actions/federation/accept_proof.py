"""From what a provider vouches for to an account: linked, provisioned, claimed or made."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from relaydesk.access.actions.accounts import create_account
from relaydesk.access.actions.end_sessions import CREDENTIALS, end_sessions
from relaydesk.access.actions.federation.apply_groups import apply_groups
from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.access.federation_events import IdentityLinked
from relaydesk.access.models import (
    Account,
    AccountRole,
    ApiToken,
    Factor,
    FederatedIdentity,
    IdentityProvider,
    OAuthGrant,
    OneTimeLink,
    ProvisionedAccount,
    RecoveryCode,
)
from relaydesk.access.queries.realms import realm_of_roles
from relaydesk.access.rules.federation.admission import check_may_create, may_claim
from relaydesk.access.rules.federation.kinds import Proof, ProviderKind
from relaydesk.access.rules.federation.mapping import PRIVILEGED
from relaydesk.access.rules.federation.refusals import Reason, SignInRefused
from relaydesk.people import public as people
from relaydesk.platform.errors import Problem
from relaydesk.platform.events import record

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who may come in, and whether the provider has checked more than a password."""

    account_id: UUID
    second_factor: bool


@transaction.atomic
def accept_proof(*, provider_id: UUID, proof: Proof, at: datetime) -> Admitted:
    """Find the account of a proof; make or claim it where the provider may.

    Args:
        provider_id: who vouches.
        proof: what for; the protocol's checks are done.
        at: now.

    Raises:
        SignInRefused: the provider is off, the account unknown or off, or its address is somebody else's.
    """
    provider = _enabled(provider_id)
    link = FederatedIdentity.objects.filter(
        provider_id=provider.id, issuer=proof.issuer, subject=proof.subject
    ).first()
    if link is None:
        link = _first_time(provider, proof, at)
    account = Account.objects.select_for_update().get(id=link.account_id)
    if not account.active:
        raise SignInRefused(Reason.ACCOUNT_OFF, "the account is switched off")
    apply_groups(link, provider=provider, account=account, groups=proof.groups, at=at)
    FederatedIdentity.objects.filter(id=link.id).update(last_used_at=at, login=proof.login[:254])
    return Admitted(account.id, proof.second_factor)


@transaction.atomic
def link_own_account(*, actor: Actor, provider_id: UUID, proof: Proof, at: datetime) -> Admitted:
    """Link the account of somebody who is signed in to what he has just proved at the provider.

    Raises:
        SignInRefused: the provider is off, or the subject is another account's already.
    """
    provider = _enabled(provider_id)
    account = Account.objects.select_for_update().filter(id=actor.account_id or NOBODY, active=True).first()
    if account is None:
        raise SignInRefused(Reason.ACCOUNT_OFF, "nobody is signed in")
    link = FederatedIdentity.objects.filter(
        provider_id=provider.id, issuer=proof.issuer, subject=proof.subject
    ).first()
    if link is not None and link.account_id != account.id:
        raise SignInRefused(Reason.LINKED_ELSEWHERE, "the subject is linked to another account")
    if link is None:
        _make_link(provider, proof, account, "signed_in", at)
    return Admitted(account.id, proof.second_factor)


def _enabled(provider_id: UUID) -> IdentityProvider:
    """The provider, when it is on (CVE-2025-31478: one that is off neither lets in nor makes accounts)."""
    provider = IdentityProvider.objects.filter(id=provider_id, enabled=True).first()
    if provider is None:
        raise SignInRefused(Reason.PROVIDER_OFF, "the provider is switched off")
    return provider


def _first_time(provider: IdentityProvider, proof: Proof, at: datetime) -> FederatedIdentity:
    provisioned = ProvisionedAccount.objects.filter(
        provider_id=provider.id, external_id=proof.subject
    ).first()
    if provisioned is not None:
        account = Account.objects.get(id=provisioned.account_id)
        return _make_link(provider, proof, account, "provisioned", at)
    domains = provider.settings.get("email_domains", [])
    address = people.normal_email(proof.email) if proof.email else None
    account_ = Account.objects.select_for_update().filter(email=address).first() if address else None
    if account_ is not None:
        if not may_claim(proof, kind=ProviderKind(provider.kind), domains=domains):
            raise SignInRefused(Reason.ADDRESS_IN_USE, "an account has this address, and is not linked")
        return _claim(provider, proof, account_, at)
    check_may_create(proof, creates=provider.creates_accounts, domains=domains)
    return _make_account(provider, proof, address, at)


def _claim(provider: IdentityProvider, proof: Proof, account: Account, at: datetime) -> FederatedIdentity:
    """Link an account to whoever rules its address; what may have been planted in it before goes.

    CVE-2026-44707: somebody had signed up with the victim's address and kept his password.
    """
    realms = realm_of_roles()
    held = AccountRole.objects.filter(account_id=account.id).values_list("role_id", flat=True)
    if any(realms.get(role) in PRIVILEGED for role in held):
        raise SignInRefused(Reason.ADDRESS_IN_USE, "an administrator links his account himself")
    if FederatedIdentity.objects.filter(provider_id=provider.id, account_id=account.id).exists():
        raise SignInRefused(Reason.ADDRESS_IN_USE, "the account is linked to another subject of the provider")
    account.password = make_password(None)
    account.save(update_fields=["password"])
    end_sessions(
        actor=SYSTEM(f"sign-in by {provider.name}"), account_id=account.id, reason=CREDENTIALS, at=at
    )
    for planted in (ApiToken, OAuthGrant, OneTimeLink, Factor, RecoveryCode):
        planted.objects.filter(account_id=account.id).delete()
    return _make_link(provider, proof, account, "address", at)


def _make_account(
    provider: IdentityProvider, proof: Proof, address: str | None, at: datetime
) -> FederatedIdentity:
    if address is None:
        raise SignInRefused(Reason.ADDRESS_NOT_VERIFIED, "the provider tells no address")
    agent = people.agent_by_email(address)
    if agent is not None and not may_claim(
        proof, kind=ProviderKind(provider.kind), domains=provider.settings.get("email_domains", [])
    ):
        raise SignInRefused(Reason.ADDRESS_IN_USE, "an agent has this address")
    try:
        system = SYSTEM(f"sign-in by {provider.name}")
        name = proof.name or address
        agent_id = agent.id if agent else people.make_agent(name=name, email=address, actor=system.ref, at=at)
        account_id = create_account(
            email=address,
            password=None,
            agent_id=agent_id,
            roles=(provider.default_role,),
            actor=system,
            at=at,
        )
    except Problem as exc:
        raise SignInRefused(Reason.ADDRESS_IN_USE, str(exc)) from exc
    return _make_link(provider, proof, Account.objects.get(id=account_id), "made", at)


def _make_link(
    provider: IdentityProvider, proof: Proof, account: Account, how: str, at: datetime
) -> FederatedIdentity:
    taken = FederatedIdentity.objects.filter(provider_id=provider.id, account_id=account.id).exists()
    if taken:
        raise SignInRefused(Reason.LINKED_ELSEWHERE, "the account is linked to another subject")
    link = FederatedIdentity.objects.create(
        provider_id=provider.id,
        account_id=account.id,
        issuer=proof.issuer,
        subject=proof.subject,
        login=proof.login[:254],
        linked_at=at,
    )
    record(
        IdentityLinked(account_id=account.id, provider_id=provider.id, how=how),
        actor=SYSTEM(f"sign-in by {provider.name}").ref,
        subject=f"account:{account.id}",
        at=at,
    )
    return link
