"""Choose what reaches oneself, how and when; and what a role takes by default."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.notifications.contracts import Channel, Digest
from relaydesk.notifications.events import DefaultsChanged, SettingsChanged
from relaydesk.notifications.kinds import kind_of
from relaydesk.notifications.models import Choices, RoleDefault
from relaydesk.notifications.queries.choosing import timing_of
from relaydesk.notifications.rules.timing import Timing
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, Stale
from relaydesk.platform.events import record

_NOTHING: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody chose on the screen.

    Args:
        channels: for each kind the ways by which it reaches him; None keeps what he chose.
        timing: digests and quiet hours; None keeps them.
    """

    channels: Mapping[str, list[Channel]] | None
    timing: Timing | None


@transaction.atomic
def change_settings(*, actor: Actor, wanted: Wanted, expected_version: int | None, at: datetime) -> None:
    """Set one's own choices.

    Raises:
        Forbidden: only agents are told anything.
        Invalid: an unknown kind, or one half of quiet hours.
        Stale: they were changed in another window meanwhile.
    """
    if actor.agent_id is None:
        raise Forbidden("Only agents have notices.")
    _check(wanted)
    row = Choices.objects.select_for_update().filter(agent_id=actor.agent_id).first()
    version = row.version if row else 0
    if expected_version is not None and expected_version != version:
        raise Stale(version)
    before = _facts(row)
    new = row or Choices(agent_id=actor.agent_id, version=0)
    if wanted.channels is not None:
        new.channels = {**new.channels, **_plain(wanted.channels)}
    if wanted.timing is not None:
        _set_timing(new, wanted.timing)
    after = _facts(new)
    if row is not None and after == before:
        return
    new.version, new.changed_at = version + 1, at
    # Two first choices at once meet at the primary key: the second asks again.
    new.save(force_insert=row is None)
    fact = SettingsChanged(agent_id=actor.agent_id, before=before, after=after)
    record(fact, actor=actor.ref, subject=f"notices:{actor.agent_id}", at=at)


@transaction.atomic
def change_role_defaults(
    *,
    actor: Actor,
    role: str,
    known_roles: frozenset[str],
    channels: Mapping[str, list[Channel]],
    expected_version: int | None,
    at: datetime,
) -> None:
    """Set what the holders of a role take as long as they have not chosen themselves.

    Raises:
        NotFound: there is no such role.
        Invalid: an unknown kind.
        Stale: somebody changed it meanwhile.
    """
    if role not in known_roles:
        raise NotFound
    _check(Wanted(channels=channels, timing=None))
    row = RoleDefault.objects.select_for_update().filter(role_id=role).first()
    version = row.version if row else 0
    if expected_version is not None and expected_version != version:
        raise Stale(version)
    before = dict(row.channels) if row else _NOTHING
    after = {**before, **_plain(channels)}
    if row is not None and after == before:
        return
    new = row or RoleDefault(role_id=role)
    new.channels, new.version = after, version + 1
    new.save(force_insert=row is None)
    fact = DefaultsChanged(role=role, before={"channels": before}, after={"channels": after})
    record(fact, actor=actor.ref, subject=f"notices:{role}", at=at)


def _check(wanted: Wanted) -> None:
    for key in wanted.channels or {}:
        if kind_of(key) is None:
            raise Invalid.field(f"channels.{key}", "unknown_kind", "There is no such kind of notice.")
    timing = wanted.timing
    if timing is None:
        return
    if (timing.quiet_from is None) != (timing.quiet_until is None):
        raise Invalid.field("quiet_until", "both_or_neither", "Quiet hours need a beginning and an end.")
    if timing.quiet_from is not None and timing.quiet_from == timing.quiet_until:
        raise Invalid.field("quiet_until", "empty_span", "Quiet hours must not end when they begin.")


def _plain(channels: Mapping[str, list[Channel]]) -> dict[str, list[str]]:
    return {key: sorted({one.value for one in ways}) for key, ways in channels.items()}


def _set_timing(row: Choices, timing: Timing) -> None:
    row.digest, row.daily_at = timing.digest.value, _minutes(timing.daily_at)
    row.quiet_from = None if timing.quiet_from is None else _minutes(timing.quiet_from)
    row.quiet_until = None if timing.quiet_until is None else _minutes(timing.quiet_until)
    row.breaks_through = timing.breaks_through


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _facts(row: Choices | None) -> dict[str, Any]:
    timing = timing_of(row)
    return {
        "channels": dict(row.channels) if row else {},
        "digest": Digest(timing.digest).value,
        "daily_at": timing.daily_at.isoformat("minutes"),
        "quiet_from": timing.quiet_from.isoformat("minutes") if timing.quiet_from else None,
        "quiet_until": timing.quiet_until.isoformat("minutes") if timing.quiet_until else None,
        "breaks_through": timing.breaks_through,
    }
