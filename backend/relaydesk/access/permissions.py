"""Permissions that `access` itself asks for, and those of the modules that lie below it."""

from enum import StrEnum

from relaydesk.access.contracts import Scope
from relaydesk.access.rules.roles import declare
from relaydesk.people.contracts import PeoplePermission
from relaydesk.platform.permissions import PlatformPermission


class P(StrEnum):
    """Rights over accounts."""

    MANAGE_ACCOUNTS = "access.manage_accounts"


declare("access", [p.value for p in P], {})
declare("platform", [p.value for p in PlatformPermission], {})
declare(
    "people",
    [p.value for p in PeoplePermission],
    {PeoplePermission.READ_AGENTS: Scope.ALL, PeoplePermission.READ_CONTACTS: Scope.ALL},
)
