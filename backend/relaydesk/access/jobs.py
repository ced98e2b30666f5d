"""What `access` does outside a request."""

from datetime import datetime

from relaydesk.access.actions.links import RESET_JOB, send_reset
from relaydesk.platform.jobs import job
from relaydesk.platform.secrets import unseal


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
