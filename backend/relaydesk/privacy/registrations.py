"""What `privacy` adds below: whose addresses and numbers of contacts are shown masked."""

from typing import cast

from relaydesk.access.contracts import Actor
from relaydesk.people.contracts import Caller, IdentityKind
from relaydesk.people.public import Mask, set_masker
from relaydesk.privacy.contracts import Kind
from relaydesk.privacy.queries.policy import kinds_masked_for
from relaydesk.privacy.rules.masking import mask_value

KINDS = {
    IdentityKind.EMAIL: Kind.EMAIL,
    IdentityKind.PHONE: Kind.PHONE,
    IdentityKind.WHATSAPP: Kind.PHONE,  # a WhatsApp id is a telephone number
}


def _hide(kind: IdentityKind, value: str) -> str:
    return mask_value(KINDS[kind], value)


def _mask_of(caller: Caller) -> Mask:
    masked = kinds_masked_for(cast(Actor, caller))
    return Mask(frozenset(one for one, kind in KINDS.items() if kind in masked), _hide)


set_masker(_mask_of)
