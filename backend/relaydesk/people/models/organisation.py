"""The house: departments as a tree, posts, skills, and teams with their members."""

from django.db import models
from django.db.models.functions import Lower

from relaydesk.platform.ids import uuid7


class Department(models.Model):
    """A node 部门 of the tree of the house, with its head 负责人."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    head = models.ForeignKey("people.Agent", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            # The path of names is what people and sheets know a department by.
            models.UniqueConstraint(
                "parent", Lower("name"), name="people_department_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


class DepartmentDeputy(models.Model):
    """An agent who stands in for the head 副职, in order of `position`."""

    pk = models.CompositePrimaryKey("department_id", "agent_id")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey("people.Agent", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()


class Post(models.Model):
    """What somebody is in the house 岗位, whatever his department."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="people_post_once")]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """What somebody can do 技能; how well stands with the agent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="people_skill_once")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A set of agents with one queue 处理组, of any departments."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, db_default=1)

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """An agent's place in a team."""

    pk = models.CompositePrimaryKey("team_id", "agent_id")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+")
