"""The mail with a one-time link has left."""

from uuid import UUID

from relaydesk.access.models import OneTimeLink


def forget_account_link(link_id: UUID) -> None:
    """Forget the token of a link; its hash stays, so the link stays good."""
    OneTimeLink.objects.filter(id=link_id).update(sealed_token="")
