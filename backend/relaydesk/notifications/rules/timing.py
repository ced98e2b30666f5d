"""When a notice leaves: quiet hours 免打扰, digests, and what breaks through."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from relaydesk.notifications.contracts import Digest

FALLBACK_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Timing:
    """What a person chose about the time of his notices.

    Args:
        digest: how often mails go out.
        daily_at: when the daily digest goes, his time.
        quiet_from, quiet_until: quiet hours, his time; both or neither. Past midnight when `from` is later.
        breaks_through: urgent notices heed neither quiet hours nor digests.
    """

    digest: Digest = Digest.EACH
    daily_at: time = time(9)
    quiet_from: time | None = None
    quiet_until: time | None = None
    breaks_through: bool = False


def zone_of(name: str) -> tzinfo:
    """The time zone of this name, or that of the house when there is none of it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(FALLBACK_ZONE)


def quiet_end(timing: Timing, zone: tzinfo, at: datetime) -> datetime | None:
    """When the quiet hours end that hold at an instant; None when none do."""
    begins, ends = timing.quiet_from, timing.quiet_until
    if begins is None or ends is None or begins == ends:
        return None
    local = at.astimezone(zone)
    now = local.time().replace(tzinfo=None)
    if begins < ends:
        day = local.date() if begins <= now < ends else None
    elif now >= begins:
        day = local.date() + timedelta(days=1)
    else:
        day = local.date() if now < ends else None
    return None if day is None else datetime.combine(day, ends, tzinfo=zone).astimezone(at.tzinfo)


def next_digest(timing: Timing, zone: tzinfo, at: datetime) -> datetime:
    """When what is to be mailed goes at the earliest, quiet hours aside."""
    if timing.digest is Digest.EACH:
        return at
    local = at.astimezone(zone)
    if timing.digest is Digest.HOURLY:
        hour = local.replace(minute=0, second=0, microsecond=0)
        # By instants, not by the clock on the wall: one hour of the year comes twice.
        return hour.astimezone(at.tzinfo) + timedelta(hours=1)
    due = datetime.combine(local.date(), timing.daily_at, tzinfo=zone)
    if due <= local:
        due = datetime.combine(local.date() + timedelta(days=1), timing.daily_at, tzinfo=zone)
    return due.astimezone(at.tzinfo)


def due_at(timing: Timing, zone: tzinfo, at: datetime, *, gathers: bool, urgent: bool) -> datetime:
    """When a notice leaves.

    Args:
        gathers: its channel knows digests (mail); a push goes at once.
        urgent: it may break through.
    """
    if urgent and timing.breaks_through:
        return at
    due = next_digest(timing, zone, at) if gathers else at
    return quiet_end(timing, zone, due) or due


def held_until(timing: Timing, zone: tzinfo, at: datetime, *, urgent: bool) -> datetime | None:
    """Until when something due must still wait, since quiet hours were set meanwhile; None: it may go."""
    return None if urgent and timing.breaks_through else quiet_end(timing, zone, at)
