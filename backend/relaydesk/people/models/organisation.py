"""The house: departments as a tree, and teams with their members."""

from django.db import models

from relaydesk.platform.ids import uuid7


class Department(models.Model):
    """A node 部门 of the tree of the house."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A set of agents with one queue 处理组."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """An agent's place in a team."""

    pk = models.CompositePrimaryKey("team_id", "agent_id")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+")
