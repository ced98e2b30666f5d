"""Those who can be assigned."""

from django.db import models
from django.db.models.functions import Lower

from relaydesk.people.contracts import Presence
from relaydesk.platform.ids import uuid7


class Agent(models.Model):
    """A person who works on tickets 处理人."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    department = models.ForeignKey("people.Department", null=True, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(
        max_length=10, choices=[(p.value, p.value) for p in Presence], default=Presence.OFF.value
    )
    presence_at = models.DateTimeField(null=True)
    locale = models.CharField(max_length=5, default="zh")
    timezone = models.CharField(max_length=60, default="Asia/Shanghai")
    active = models.BooleanField(default=True)
    avatar_color = models.CharField(max_length=7, default="#1677ff")

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="people_agent_email_ci"),
            models.CheckConstraint(
                condition=models.Q(presence__in=[p.value for p in Presence]), name="people_agent_presence"
            ),
        ]

    def __str__(self) -> str:
        return self.name
