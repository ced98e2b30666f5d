"""Who may read the files of an owner: each module answers for its own kind of owner."""

from collections.abc import Callable

from relaydesk.access.contracts import Actor

OwnerCheck = Callable[[Actor, str], bool]

_checks: dict[str, OwnerCheck] = {}


def register_owner_check(prefix: str, check: OwnerCheck) -> None:
    """Register the check for owners written `<prefix>:<id>`; it gets the actor and the id."""
    _checks[prefix] = check


def owner_allows(actor: Actor, owner: str) -> bool:
    """Ask the owner's module; where nobody answers, the answer is no (CVE-2026-28218)."""
    prefix, _, ident = owner.partition(":")
    check = _checks.get(prefix)
    return check is not None and check(actor, ident)
