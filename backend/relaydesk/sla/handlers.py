"""Reactions to changed configuration: running stopwatches are derived anew."""

from relaydesk.calendars.events import CalendarChanged
from relaydesk.platform.events import Delivered, handler
from relaydesk.platform.jobs import defer
from relaydesk.sla.actions.rederive import policies_with_calendar
from relaydesk.sla.events import PolicyChanged


@handler(CalendarChanged, name="sla.rederive_after_calendar")
def after_calendar(delivered: Delivered) -> None:
    """A calendar changed: everything that reckons with it is due at another instant."""
    ids = [str(policy.id) for policy in policies_with_calendar(delivered.event.calendar_id)]
    if ids and delivered.event.what != "year":
        defer("sla.rederive", policy_ids=ids)


@handler(PolicyChanged, name="sla.rederive_after_policy")
def after_policy(delivered: Delivered) -> None:
    """A policy changed: its tickets are due at another instant."""
    defer("sla.rederive", policy_ids=[str(delivered.event.policy_id)])
