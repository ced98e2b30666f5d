"""Saved views, their places in each agent's sidebar, and the view that a role begins with."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.views.contracts import Mode, ViewKind


class SavedView(models.Model):
    """视图. `condition` is a condition on tickets as `tickets` checked it; `key` is what addresses name.

    A view shared with everybody has `everybody`; else with whoever holds one of `role_keys` or is
    in one of `team_ids`. Roles and teams that have gone share with nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.TextField(unique=True)
    kind = models.TextField(choices=[(one.value, one.value) for one in ViewKind])
    owner = models.ForeignKey(
        "people.Agent", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.TextField()
    name_en = models.TextField(default="", blank=True)
    folder = models.TextField(default="", blank=True)
    condition = models.JSONField()
    columns = models.JSONField(default=list)
    sort = models.TextField(default="-updated_at")
    group = models.TextField(default="", blank=True)
    mode = models.TextField(default=Mode.LIST.value, choices=[(one.value, one.value) for one in Mode])
    everybody = models.BooleanField(default=False)
    role_keys = ArrayField(models.TextField(), default=list)
    team_ids = ArrayField(models.UUIDField(), default=list)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ViewKind.SYSTEM.value, owner__isnull=True)
                | (~Q(kind=ViewKind.SYSTEM.value) & Q(owner__isnull=False)),
                name="views_savedview_owner",
            ),
            models.CheckConstraint(
                condition=Q(kind=ViewKind.SHARED.value) | Q(everybody=False, role_keys=[], team_ids=[]),
                name="views_savedview_audience",
            ),
        ]
        indexes = [
            models.Index("owner", condition=Q(deleted_at__isnull=True), name="views_savedview_owned"),
            models.Index(
                "kind",
                condition=Q(deleted_at__isnull=True) & ~Q(kind=ViewKind.MINE.value),
                name="views_savedview_common",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where one agent has one view: pinned or not, and in which order. Without one it is as it comes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")
    pinned = models.BooleanField(default=False)
    position = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "view"], name="views_place_once")]


class RoleDefault(models.Model):
    """The view with which who holds a role begins."""

    role_key = models.TextField(primary_key=True)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")
