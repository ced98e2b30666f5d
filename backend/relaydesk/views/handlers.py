"""What `views` does when something happened elsewhere."""

from relaydesk.platform.clock import now
from relaydesk.platform.events import Delivered, handler
from relaydesk.tickets.events import TagsRenamed
from relaydesk.views.actions.follow_tags import follow_renamed_tags


@handler(TagsRenamed, name="views.tags_renamed")
def ask_for_the_new_name(delivered: Delivered) -> None:
    """Views ask for a renamed tag by its new name."""
    fact: TagsRenamed = delivered.event
    follow_renamed_tags(names=fact.names, to=fact.to, at=now())
