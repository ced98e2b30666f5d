"""Tables of `access`."""

from relaydesk.access.models.account import Account, AccountRole, Role
from relaydesk.access.models.credentials import ApiToken, Session, SignInFailure
from relaydesk.access.models.factors import Ceremony, Factor, RecoveryCode
from relaydesk.access.models.federation import (
    FederatedIdentity,
    IdentityProvider,
    ProvisionedAccount,
    ProvisionedTeam,
    ScimToken,
    SpentProof,
)
from relaydesk.access.models.links import FormerPassword, OneTimeLink
from relaydesk.access.models.oauth import OAuthClient, OAuthGrant, RefreshToken
from relaydesk.access.models.rights import Label, StandIn
from relaydesk.access.models.sign_in_policy import SignInPolicy

__all__ = [
    "Account",
    "AccountRole",
    "ApiToken",
    "Ceremony",
    "Factor",
    "FederatedIdentity",
    "FormerPassword",
    "IdentityProvider",
    "Label",
    "OAuthClient",
    "OAuthGrant",
    "OneTimeLink",
    "ProvisionedAccount",
    "ProvisionedTeam",
    "RecoveryCode",
    "RefreshToken",
    "Role",
    "ScimToken",
    "Session",
    "SignInFailure",
    "SignInPolicy",
    "SpentProof",
    "StandIn",
]
