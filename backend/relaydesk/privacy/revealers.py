"""Who can give a masked value in full: each module answers for its own kind of subject."""

from collections.abc import Callable

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import NotFound

Revealer = Callable[[Actor, str, str], str]

_revealers: dict[str, Revealer] = {}


def register_revealer(prefix: str, revealer: Revealer) -> None:
    """Register who answers for subjects written `<prefix>:<id>`.

    Args:
        prefix: for instance `ticket`.
        revealer: gets the actor, the id and the field, and returns the value. It raises `NotFound` for
            what the actor may not see or does not exist, `Forbidden` for what he sees but may not reveal.
    """
    _revealers[prefix] = revealer


def value_of(actor: Actor, subject: str, field: str) -> str:
    """The value of a field in full.

    Raises:
        NotFound: nobody answers for such subjects, or the actor may not see this one.
        Forbidden: he may see it, but not reveal it.
    """
    prefix, _, ident = subject.partition(":")
    revealer = _revealers.get(prefix)
    if revealer is None or not ident:
        raise NotFound
    return revealer(actor, ident, field)
