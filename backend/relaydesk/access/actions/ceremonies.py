"""Begin and end what takes two requests: a second step of signing in, a passkey being made or shown."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from relaydesk.access.models import Ceremony
from relaydesk.access.rules.tokens import new_secret, secret_hash

LIFE = timedelta(minutes=5)
MOST_TRIES = 5


def begin_ceremony(
    purpose: str, *, account_id: UUID | None, state: dict[str, Any] | None = None, at: datetime
) -> str:
    """Begin one.

    Args:
        purpose: what it is for; it can be ended for nothing else.
        account_id: whose it is, where that is known.
        state: what the end will need.
        at: when.

    Returns:
        The token that the browser keeps in a cookie.
    """
    token = new_secret()
    Ceremony.objects.create(
        token_hash=secret_hash(token),
        purpose=purpose,
        account_id=account_id,
        state=state or {},
        expires_at=at + LIFE,
    )
    return token


def open_ceremony(token: str, purpose: str, at: datetime, *, tries: bool = True) -> Ceremony | None:
    """Find one that has not expired, lock it and count the try; after five it is over.

    Call it inside a transaction, and commit also when the try fails.

    Args:
        token: from the browser's cookie.
        purpose: what it was begun for.
        at: when.
        tries: something is tried; False for who only asks what to show.
    """
    digest = secret_hash(token)
    if digest is None:
        return None
    row = Ceremony.objects.select_for_update().filter(token_hash=digest, purpose=purpose).first()
    if row is None or row.expires_at <= at or row.tries >= MOST_TRIES:
        return None
    if tries:
        row.tries += 1
        row.save(update_fields=["tries"])
    return row
