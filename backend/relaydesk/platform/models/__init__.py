"""Tables of the platform. They know no domain word."""

from relaydesk.platform.models.event import Event
from relaydesk.platform.models.follower_cursor import FollowerCursor
from relaydesk.platform.models.idempotency_key import IdempotencyKey
from relaydesk.platform.models.timer import Timer
from relaydesk.platform.models.undelivered import Undelivered
from relaydesk.platform.models.worker_beat import WorkerBeat

__all__ = ["Event", "FollowerCursor", "IdempotencyKey", "Timer", "Undelivered", "WorkerBeat"]
