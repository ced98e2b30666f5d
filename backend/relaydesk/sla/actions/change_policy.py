"""Change a policy; the stopwatches under it are derived anew by a job."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.calendars import public as calendars
from relaydesk.platform import cache, events
from relaydesk.platform.errors import Invalid, NotFound
from relaydesk.sla.events import PolicyChanged
from relaydesk.sla.models import Policy
from relaydesk.sla.rules.targets import PAUSABLE, BadTargets, check_targets


def _facts(row: Policy) -> dict[str, Any]:
    return {
        "name": row.name,
        "calendar_id": str(row.calendar_id),
        "targets": row.targets,
        "pauses": row.pauses,
    }


@transaction.atomic
def change_policy(
    *,
    actor: Actor,
    at: datetime,
    policy_id: UUID,
    name: str | None = None,
    name_en: str | None = None,
    calendar_id: UUID | None = None,
    targets: Mapping[str, Mapping[str, int]] | None = None,
    pauses: Sequence[str] | None = None,
) -> None:
    """Change what is given; targets are working minutes and replace the whole table.

    Raises:
        NotFound: no such policy.
        Invalid: an unknown calendar, measure, priority or category, or a target out of range.
    """
    row = Policy.objects.select_for_update().filter(id=policy_id).first()
    if row is None:
        raise NotFound("no such policy")
    before = _facts(row)
    if targets is not None:
        try:
            check_targets(targets)
        except BadTargets as error:
            raise Invalid.field(error.field, "bad_target", str(error)) from error
        row.targets = {measure: dict(table) for measure, table in targets.items()}
    if pauses is not None:
        if not set(pauses) <= set(PAUSABLE):
            raise Invalid.field("pauses", "unknown_category", f"of {', '.join(PAUSABLE)}")
        row.pauses = sorted(set(pauses))
    if calendar_id is not None:
        try:
            row.calendar_id = calendars.calendar(calendar_id).id
        except NotFound as error:
            raise Invalid.field("calendar_id", "unknown_calendar", "no such calendar") from error
    row.name = row.name if name is None else name
    row.name_en = row.name_en if name_en is None else name_en
    row.save()
    after = _facts(row)
    if after != before:
        change = PolicyChanged(policy_id=row.id, before=before, after=after)
        events.record(change, actor=actor.ref, subject=f"policy:{row.id}", at=at)
        transaction.on_commit(cache.clear_all)
