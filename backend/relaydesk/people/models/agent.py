"""Those who can be assigned."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from relaydesk.people.contracts import MAX_LEVEL, MIN_LEVEL, Presence
from relaydesk.platform.ids import uuid7


class Agent(models.Model):
    """A person who works on tickets 处理人.

    `latitude`, `longitude` (WGS 84, degrees) and `address` say where he usually works.
    """

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
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    address = models.CharField(max_length=300, default="", db_default="")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="people_agent_email_ci"),
            models.CheckConstraint(
                condition=Q(presence__in=[p.value for p in Presence]), name="people_agent_presence"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="people_agent_place",
            ),
        ]
        indexes = [models.Index("name", "id", name="people_agent_by_name")]

    def __str__(self) -> str:
        return self.name


class AgentPost(models.Model):
    """An agent's post."""

    pk = models.CompositePrimaryKey("agent_id", "post_id")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")


class AgentSkill(models.Model):
    """How well an agent has a skill, and until when that is certified."""

    pk = models.CompositePrimaryKey("agent_id", "skill_id")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey("people.Skill", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(MIN_LEVEL, MAX_LEVEL)), name="people_agentskill_level"
            )
        ]
