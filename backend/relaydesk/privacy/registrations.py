"""What `privacy` adds below: whose addresses and numbers of contacts are shown masked; a cleaner log."""

from typing import cast

from relaydesk.access.contracts import Actor
from relaydesk.people.contracts import Caller, IdentityKind
from relaydesk.people.public import Mask, set_masker
from relaydesk.platform.logging import set_log_mask
from relaydesk.privacy.contracts import ALL_KINDS, Kind
from relaydesk.privacy.queries.contact_values import reveal_contact
from relaydesk.privacy.queries.policy import kinds_masked_for
from relaydesk.privacy.revealers import register_revealer
from relaydesk.privacy.rules.masking import mask_text, mask_value

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
register_revealer("contact", reveal_contact)
set_log_mask(lambda text: mask_text(text, ALL_KINDS))
