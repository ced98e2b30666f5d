"""Who is behind a SCIM token."""

from datetime import datetime

from django.db.models import Q

from relaydesk.access.models import IdentityProvider, ScimToken
from relaydesk.access.rules.tokens import bearer, scim_token_hash


def provider_of(authorization: str, at: datetime) -> IdentityProvider | None:
    """The provider whose token an `Authorization` header holds; none while it is off (CVE-2025-31478).

    The first use on a day is noted, as with personal tokens.
    """
    token = bearer(authorization)
    digest = scim_token_hash(token) if token else None
    if digest is None:
        return None
    row = (
        ScimToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), hash=digest)
        .filter(provider__enabled=True)
        .select_related("provider")
        .first()
    )
    if row is None:
        return None
    if row.last_used_on != at.date():
        ScimToken.objects.filter(~Q(last_used_on=at.date()) | Q(last_used_on=None), id=row.id).update(
            last_used_on=at.date()
        )
    return row.provider
