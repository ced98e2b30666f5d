"""Tables of `access`."""

from relaydesk.access.models.account import Account, AccountRole, Role
from relaydesk.access.models.credentials import ApiToken, Session, SignInFailure
from relaydesk.access.models.federation import (
    FederatedIdentity,
    IdentityProvider,
    ProvisionedAccount,
    ProvisionedTeam,
    ScimToken,
    SpentProof,
)
from relaydesk.access.models.rights import Label, StandIn

__all__ = [
    "Account",
    "AccountRole",
    "ApiToken",
    "FederatedIdentity",
    "IdentityProvider",
    "Label",
    "ProvisionedAccount",
    "ProvisionedTeam",
    "Role",
    "ScimToken",
    "Session",
    "SignInFailure",
    "SpentProof",
    "StandIn",
]
