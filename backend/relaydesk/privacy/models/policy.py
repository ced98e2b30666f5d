"""When each kind of sensitive data is masked."""

from django.db import models


class KindPolicy(models.Model):
    """The mode of one kind; a kind without a row is masked for everybody."""

    kind = models.TextField(primary_key=True)
    mode = models.TextField()
    version = models.IntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "privacy_kind_policy"

    def __str__(self) -> str:
        return f"{self.kind}: {self.mode}"
