"""May this proof make or claim an account? Pure; the only place that decides it.

A link is made on (issuer, subject) only (CVE-2026-84458). An address that a provider tells is a claim of the
provider: it counts where the security administrator says that the provider rules the domain.
"""

from collections.abc import Collection

from relaydesk.access.rules.federation.kinds import Proof, ProviderKind
from relaydesk.access.rules.federation.refusals import Reason, SignInRefused


def domain_of(address: str) -> str:
    """The part after the last @, lower case."""
    return address.rpartition("@")[2].lower()


def may_claim(proof: Proof, *, kind: ProviderKind, domains: Collection[str]) -> bool:
    """Whether an account that exists may be linked by its address.

    OIDC: the provider says that it has verified the address, and rules its domain. SAML and LDAP have no word
    for "verified": the directory is the house's own, and rules the domains that the administrator listed.
    """
    if not proof.email or domain_of(proof.email) not in domains:
        return False
    return proof.email_verified is True if kind is ProviderKind.OIDC else proof.email_verified is not False


def check_may_create(proof: Proof, *, creates: bool, domains: Collection[str]) -> None:
    """Refuse to make an account that nobody asked for, or for an address that may be another's.

    Raises:
        SignInRefused: `account_unknown` or `address_not_verified`.
    """
    if not creates:
        raise SignInRefused(Reason.ACCOUNT_UNKNOWN, "the provider may not make accounts")
    if not proof.email:
        raise SignInRefused(Reason.ADDRESS_NOT_VERIFIED, "the provider tells no address")
    ruled = domain_of(proof.email) in domains and proof.email_verified is not False
    if proof.email_verified is not True and not ruled:
        raise SignInRefused(
            Reason.ADDRESS_NOT_VERIFIED, "the provider does not say that the address is verified"
        )
