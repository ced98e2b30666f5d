"""Loops of the worker: mails and pushes that are due, and notices whose time is over."""

from relaydesk.notifications.actions.forget_notices import forget_notices
from relaydesk.notifications.actions.send_mails import send_mails
from relaydesk.notifications.actions.send_pushes import send_pushes
from relaydesk.platform import module_loops
from relaydesk.platform.clock import now


def _forget() -> bool:
    return forget_notices(now())


module_loops.register("notifications.mail", send_mails, idle_seconds=0.5)
module_loops.register("notifications.push", send_pushes, idle_seconds=0.5)
module_loops.register("notifications.forget", _forget, idle_seconds=600)
