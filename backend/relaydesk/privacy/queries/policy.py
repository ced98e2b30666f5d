"""The masking policy, and what it means for one actor."""

from collections.abc import Mapping
from typing import Final

from relaydesk.access.contracts import EVERY_TYPE, Actor, ActorKind
from relaydesk.platform.cache import cached
from relaydesk.privacy.contracts import ALL_KINDS, Kind, Mode
from relaydesk.privacy.models import KindPolicy

# The field whose right decides over a kind in free text, where no field of its own is shown.
FIELDS: Final[Mapping[Kind, str]] = {
    Kind.PHONE: "tickets.requester.phone",
    Kind.EMAIL: "tickets.requester.email",
}


@cached(seconds=1.0)
def modes() -> Mapping[Kind, Mode]:
    """The mode of each kind, at most a second old; what the table does not say is `always`."""
    stored = dict(KindPolicy.objects.values_list("kind", "mode"))
    return {kind: Mode(stored.get(kind.value, Mode.ALWAYS.value)) for kind in Kind}


def kinds_always_masked() -> frozenset[Kind]:
    """The kinds that nobody sees in full without a reason; they do not belong into an index either."""
    return frozenset(kind for kind, mode in modes().items() if mode is Mode.ALWAYS)


def policies() -> list[dict[str, object]]:
    """The policy as it stands now, for who manages it."""
    rows = {row.kind: row for row in KindPolicy.objects.all()}
    return [
        {
            "kind": kind.value,
            "mode": rows[kind.value].mode if kind.value in rows else Mode.ALWAYS.value,
            "version": rows[kind.value].version if kind.value in rows else 1,
        }
        for kind in Kind
    ]


def kinds_masked_for(actor: Actor, ticket_type: str = EVERY_TYPE) -> frozenset[Kind]:
    """The kinds that this actor sees masked; the system itself sees all.

    By role, free text follows the field of the requester: who sees his number masked sees all masked.
    """
    if actor.kind is ActorKind.SYSTEM:
        return frozenset()
    current = modes()
    return frozenset(kind for kind in ALL_KINDS if _masked(actor, kind, current[kind], ticket_type))


def _masked(actor: Actor, kind: Kind, mode: Mode, ticket_type: str) -> bool:
    if mode is not Mode.BY_ROLE:
        return mode is Mode.ALWAYS
    field = FIELDS.get(kind)
    return field is not None and not actor.field_right(field, ticket_type).shows
