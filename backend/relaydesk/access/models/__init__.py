"""Tables of `access`."""

from relaydesk.access.models.account import Account, AccountRole, Role
from relaydesk.access.models.credentials import ApiToken, Session, SignInFailure
from relaydesk.access.models.factors import Ceremony, Factor, RecoveryCode
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
    "FormerPassword",
    "Label",
    "OAuthClient",
    "OAuthGrant",
    "OneTimeLink",
    "RecoveryCode",
    "RefreshToken",
    "Role",
    "Session",
    "SignInFailure",
    "SignInPolicy",
    "StandIn",
]
