"""Tables of `access`."""

from relaydesk.access.models.account import Account, AccountRole, Role
from relaydesk.access.models.credentials import ApiToken, Session, SignInFailure

__all__ = ["Account", "AccountRole", "ApiToken", "Role", "Session", "SignInFailure"]
