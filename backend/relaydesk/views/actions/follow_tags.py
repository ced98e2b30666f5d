"""Views that ask for a tag go on asking for it when it is renamed."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import SYSTEM
from relaydesk.platform import events
from relaydesk.views.events import ViewChanged, subject_of
from relaydesk.views.models import SavedView
from relaydesk.views.rules.renaming import with_renamed_tags


@transaction.atomic
def follow_renamed_tags(*, names: Collection[str], to: str, at: datetime) -> int:
    """Change the conditions of all views, deleted ones too; return of how many."""
    changed = 0
    for view in SavedView.objects.select_for_update().order_by("id"):
        condition = with_renamed_tags(view.condition, names, to)
        if condition == view.condition:
            continue
        view.condition, view.version, view.updated_at = condition, view.version + 1, at
        view.save(update_fields=["condition", "version", "updated_at"])
        fact = ViewChanged(view_id=view.id, title=view.name, kind=view.kind, fields=("condition",))
        events.record(fact, actor=SYSTEM("tags").ref, subject=subject_of(view.id), at=at)
        changed += 1
    return changed
