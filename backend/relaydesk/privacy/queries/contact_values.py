"""The values of a contact in full."""

from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.people.contracts import PeoplePermission
from relaydesk.platform.errors import Forbidden, NotFound
from relaydesk.privacy.permissions import PrivacyPermission


def reveal_contact(actor: Actor, ident: str, field: str) -> str:
    """An address or number of a contact: `email`, `phone` or `identity:<id>`.

    Raises:
        NotFound: no such contact or value, or he may not see it.
        Forbidden: he may not reveal.
    """
    try:
        contact_id = UUID(ident)
    except ValueError:
        raise NotFound from None
    if not actor.can(PeoplePermission.READ_CONTACTS):
        raise NotFound
    details = people.contact_details(actor, contact_id)
    if details is None:
        raise NotFound
    if not actor.can(PrivacyPermission.REVEAL):
        raise Forbidden(data={"permission": PrivacyPermission.REVEAL.value})
    kind, _, which = field.partition(":")
    for identity in details.identities:
        if str(identity.id) == which or (not which and identity.kind.value == kind):
            return identity.value
    raise NotFound
