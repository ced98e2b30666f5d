"""Which permissions a program may be given."""

from relaydesk.access.contracts import Realm
from relaydesk.access.rules.roles import declared


def ordinary_permissions() -> frozenset[str]:
    """Those of the daily work: no program holds an administration."""
    return frozenset(key for key, one in declared().items() if one.realm is Realm.BUSINESS)
