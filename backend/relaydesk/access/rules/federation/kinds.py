"""What sorts of identity provider there are, and what one says about a person."""

from dataclasses import dataclass
from enum import StrEnum


class ProviderKind(StrEnum):
    """By which protocol it speaks."""

    OIDC = "oidc"
    SAML = "saml"
    LDAP = "ldap"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a provider has vouched for, after every check of the protocol.

    Args:
        issuer: who says it: the issuer of OIDC, the entity of SAML, the directory of LDAP.
        subject: its name for the person, which never changes and is never given to another.
        login: what the person types there; shown to administrators.
        name: to be shown; may be empty.
        email: lower case, or empty.
        email_verified: the provider itself says that the address is this person's.
        groups: names of groups.
        second_factor: the provider says that it has checked more than a password.
    """

    issuer: str
    subject: str
    login: str = ""
    name: str = ""
    email: str = ""
    email_verified: bool | None = None
    groups: frozenset[str] = frozenset()
    second_factor: bool = False
