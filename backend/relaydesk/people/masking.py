"""Who sees a contact's addresses and numbers in full; `privacy`, which lies above, says so on start."""

from collections.abc import Callable
from dataclasses import dataclass

from relaydesk.people.contracts import Caller, IdentityKind


@dataclass(frozen=True, slots=True)
class Mask:
    """What one caller sees masked.

    Args:
        kinds: kinds of identities.
        hide: writes a value of a kind so that it may be shown.
    """

    kinds: frozenset[IdentityKind]
    hide: Callable[[IdentityKind, str], str]

    def shown(self, kind: IdentityKind, value: str | None) -> str | None:
        """The value as the caller may see it."""
        return self.hide(kind, value) if value and kind in self.kinds else value


Masker = Callable[[Caller], Mask]
OPEN = Mask(frozenset(), lambda kind, value: value)
_masker: Masker = lambda caller: OPEN  # noqa: E731 - replaced on start


def set_masker(masker: Masker) -> None:
    """Register who sees what masked; called once by `privacy` on start."""
    global _masker
    _masker = masker


def mask_for(caller: Caller) -> Mask:
    """What this caller sees masked."""
    return _masker(caller)
