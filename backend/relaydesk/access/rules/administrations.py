"""Nobody holds two of system administration, security administration and audit (三员分立, 等保 8.1.4.2 d)."""

from collections.abc import Iterable

from relaydesk.access.contracts import ADMINISTRATIONS, Realm
from relaydesk.platform.errors import RuleBroken

CODE = "administrations_exclude_each_other"


def administration_of(realms: Iterable[Realm]) -> Realm | None:
    """The one administration among the realms of somebody's roles, or None.

    Roles that have not begun yet count, so that no two ever follow each other by the clock alone.

    Raises:
        RuleBroken: `administrations_exclude_each_other`.
    """
    found = ADMINISTRATIONS.intersection(realms)
    if len(found) > 1:
        raise RuleBroken(
            CODE,
            "System administration, security administration and audit are never held by one person.",
            data={"realms": sorted(realm.value for realm in found)},
        )
    return next(iter(found), None)
