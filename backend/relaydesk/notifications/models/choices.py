"""What people and roles chose."""

from django.db import models


class Choices(models.Model):
    """What one agent chose 我的通知; who has no row takes the defaults.

    `channels` maps a kind to its channels; kinds that are missing take the defaults. Minutes count from
    midnight, his time.
    """

    agent = models.OneToOneField("people.Agent", primary_key=True, on_delete=models.CASCADE, related_name="+")
    channels = models.JSONField(default=dict)
    digest = models.TextField(default="each")
    daily_at = models.PositiveSmallIntegerField(default=540)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)
    breaks_through = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()


class RoleDefault(models.Model):
    """What the holders of a role take as long as they have not chosen themselves."""

    role = models.OneToOneField("access.Role", primary_key=True, on_delete=models.CASCADE, related_name="+")
    channels = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
