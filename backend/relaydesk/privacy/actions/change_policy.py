"""Change when a kind of sensitive data is masked."""

from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform import cache, events
from relaydesk.platform.errors import Stale
from relaydesk.privacy.contracts import Kind, Mode
from relaydesk.privacy.events import PolicyChanged
from relaydesk.privacy.models import KindPolicy


@transaction.atomic
def change_policy(*, actor: Actor, at: datetime, kind: Kind, mode: Mode, version: int | None) -> None:
    """Set the mode of a kind; other processes follow within a second.

    Raises:
        Stale: somebody changed it in the meantime.
    """
    KindPolicy.objects.get_or_create(kind=kind.value, defaults={"mode": Mode.ALWAYS.value})
    row = KindPolicy.objects.select_for_update().get(kind=kind.value)
    if version is not None and version != row.version:
        raise Stale(row.version)
    if row.mode == mode.value:
        return
    changed = PolicyChanged(kind=kind.value, before=row.mode, after=mode.value)
    row.mode, row.version, row.changed_at = mode.value, row.version + 1, at
    row.save()
    events.record(changed, actor=actor.ref, subject=f"masking:{kind.value}", at=at)
    transaction.on_commit(cache.clear_all)
