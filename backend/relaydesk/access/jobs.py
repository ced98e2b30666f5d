"""Background work of `access`."""

from datetime import datetime
from uuid import UUID

from relaydesk.access.actions.federation.synchronise import synchronise
from relaydesk.access.actions.links import RESET_JOB, send_reset
from relaydesk.platform.clock import now
from relaydesk.platform.jobs import job
from relaydesk.platform.secrets import unseal


@job("access.synchronise_directory", lane="bulk", attempts=3)
def synchronise_directory(*, provider_id: str) -> None:
    """Compare one directory with the accounts that are linked to it."""
    synchronise(provider_id=UUID(provider_id), at=now())


@job(RESET_JOB)
def request_password_reset(*, address: str, at: str) -> None:
    """Make the link for an address that somebody typed; for one that nobody has, do nothing.

    Args:
        address: sealed; empty when this address was asked for too often.
        at: when it was asked for, RFC 3339.
    """
    plain = unseal(address)
    if plain:
        send_reset(email=plain, at=datetime.fromisoformat(at))
