"""The masking policy, and what it means for one actor."""

from collections.abc import Mapping
from typing import Final

from relaydesk.access.contracts import Actor, ActorKind
from relaydesk.platform.cache import cached
from relaydesk.privacy.contracts import ALL_KINDS, Kind, Mode
from relaydesk.privacy.models import KindPolicy

# The field whose right decides over a kind in free text, where no field of its own is shown.
FIELDS: Final[Mapping[Kind, str]] = {
    Kind.PHONE: "tickets.requester.phone",
    Kind.EMAIL: "tickets.requester.email",
}
SHOWN = frozenset({"read", "write", "required"})


@cached(seconds=1.0)
def modes() -> Mapping[Kind, Mode]:
    """The mode of each kind, at most a second old; what the table does not say is `always`."""
    stored = dict(KindPolicy.objects.values_list("kind", "mode"))
    return {kind: Mode(stored.get(kind.value, Mode.ALWAYS.value)) for kind in Kind}


def kinds_masked_for(actor: Actor, ticket_type: str | None = None) -> frozenset[Kind]:
    """The kinds that this actor sees masked; the system itself sees all."""
    if actor.kind is ActorKind.SYSTEM:
        return frozenset()
    current = modes()
    return frozenset(kind for kind in ALL_KINDS if _masked(actor, kind, current[kind], ticket_type))


def _masked(actor: Actor, kind: Kind, mode: Mode, ticket_type: str | None) -> bool:
    if mode is not Mode.BY_ROLE:
        return mode is Mode.ALWAYS
    field = FIELDS.get(kind)
    right_of = getattr(actor, "field_right", None)
    if field is None or right_of is None:
        return False
    return str(right_of(field, ticket_type)) not in SHOWN
