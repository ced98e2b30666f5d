"""Tables of notifications."""

from relaydesk.notifications.models.choices import Choices, RoleDefault
from relaydesk.notifications.models.notice import Delivery, Notice
from relaydesk.notifications.models.push import PushKey, Subscription

__all__ = ["Choices", "Delivery", "Notice", "PushKey", "RoleDefault", "Subscription"]
