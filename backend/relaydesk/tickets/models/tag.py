"""Every tag that was ever given to a ticket."""

from django.db import models


class Tag(models.Model):
    """标签: a name to look for when somebody begins to type it. It says nothing of who may know it: whether
    anybody sees a tag is asked of the tickets that bear it. `folded` is the name without capitals.
    """

    name = models.TextField(primary_key=True)
    folded = models.TextField()

    class Meta:
        indexes = [models.Index("folded", "name", name="tickets_tag_folded")]

    def __str__(self) -> str:
        return self.name
