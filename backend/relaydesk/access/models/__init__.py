"""Tables of `access`."""

from relaydesk.access.models.account import Account, AccountRole, Role
from relaydesk.access.models.credentials import ApiToken, Session, SignInFailure
from relaydesk.access.models.rights import Label, StandIn

__all__ = ["Account", "AccountRole", "ApiToken", "Label", "Role", "Session", "SignInFailure", "StandIn"]
