"""Tables of `replies`."""

from relaydesk.replies.models.draft import Draft
from relaydesk.replies.models.habits import Habits, TrustedSender
from relaydesk.replies.models.planned import PlannedReply
from relaydesk.replies.models.presence import Onlooker
from relaydesk.replies.models.saved import SavedReply

__all__ = ["Draft", "Habits", "Onlooker", "PlannedReply", "SavedReply", "TrustedSender"]
