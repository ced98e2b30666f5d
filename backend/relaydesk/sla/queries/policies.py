"""Which policy applies, kept in the process for a second."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from relaydesk.calendars import public as calendars
from relaydesk.calendars.contracts import CalendarView, WorkingClock
from relaydesk.platform.cache import cached
from relaydesk.sla.contracts import Measure
from relaydesk.sla.models import Policy


@dataclass(frozen=True, slots=True)
class Terms:
    """A policy ready to apply."""

    policy_id: UUID
    name: str
    name_en: str
    calendar: CalendarView
    targets: dict[tuple[Measure, str], timedelta]
    pauses: frozenset[str]

    @property
    def clock(self) -> WorkingClock:
        """The working time of the policy's calendar."""
        return self.calendar.clock

    def target(self, measure: Measure, priority: str) -> timedelta | None:
        """The target of a measure for a priority, or None when it is not measured."""
        return self.targets.get((measure, priority))


def terms_of(row: Policy) -> Terms:
    """Make a policy's row ready to apply."""
    return Terms(
        policy_id=row.id,
        name=row.name,
        name_en=row.name_en,
        calendar=calendars.calendar(row.calendar_id),
        targets={
            (Measure(measure), priority): timedelta(minutes=minutes)
            for measure, table in row.targets.items()
            for priority, minutes in table.items()
        },
        pauses=frozenset(row.pauses),
    )


@cached(seconds=1)
def all_terms() -> dict[UUID, Terms]:
    """All policies in their order."""
    return {row.id: terms_of(row) for row in Policy.objects.order_by("position", "name")}


def terms_for_new_ticket() -> Terms | None:
    """The policy that a new ticket gets: the first in order; None when there is none."""
    return next(iter(all_terms().values()), None)
