"""Background work of `access`."""

from uuid import UUID

from relaydesk.access.actions.federation.synchronise import synchronise
from relaydesk.platform.clock import now
from relaydesk.platform.jobs import job


@job("access.synchronise_directory", lane="bulk", attempts=3)
def synchronise_directory(*, provider_id: str) -> None:
    """Compare one directory with the accounts that are linked to it."""
    synchronise(provider_id=UUID(provider_id), at=now())
