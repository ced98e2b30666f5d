"""How far each follower has read."""

from django.db import models

from relaydesk.platform.models.fields import Xid8Field


class FollowerCursor(models.Model):
    """A named reader of the log has read everything up to and including (xid, event_id)."""

    name = models.TextField(primary_key=True)
    xid = Xid8Field()
    event_id = models.BigIntegerField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "platform_follower_cursor"

    def __str__(self) -> str:
        return f"{self.name} at {self.xid}-{self.event_id}"
