"""Delete a view, and bring it back."""

from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform import events
from relaydesk.platform.errors import Stale
from relaydesk.views.actions.save_view import locked_view
from relaydesk.views.events import ViewDeleted, ViewRestored, subject_of
from relaydesk.views.models import SavedView


@transaction.atomic
def delete_view(*, actor: Actor, at: datetime, key: str, expected_version: int | None) -> None:
    """Delete a view for all who use it. Its pins stay, so that restoring it brings everything back.

    Raises:
        NotFound, Forbidden: the actor may not use it, or not change it.
        Stale: somebody was faster.
    """
    view = locked_view(actor, key)
    if expected_version is not None and expected_version != view.version:
        raise Stale(view.version)
    view.deleted_at, view.version = at, view.version + 1
    view.save(update_fields=["deleted_at", "version"])
    fact = ViewDeleted(view_id=view.id, title=view.name, kind=view.kind)
    events.record(fact, actor=actor.ref, subject=subject_of(view.id), at=at)


@transaction.atomic
def restore_view(*, actor: Actor, at: datetime, key: str) -> SavedView:
    """Bring a deleted view back.

    Raises:
        NotFound: it is not deleted, or the actor may not change it.
    """
    view = locked_view(actor, key, deleted=True)
    view.deleted_at, view.version, view.updated_at = None, view.version + 1, at
    view.save(update_fields=["deleted_at", "version", "updated_at"])
    fact = ViewRestored(view_id=view.id, title=view.name, kind=view.kind)
    events.record(fact, actor=actor.ref, subject=subject_of(view.id), at=at)
    return view
