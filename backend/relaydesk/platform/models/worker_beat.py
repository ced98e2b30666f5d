"""Which workers are alive."""

from django.db import models


class WorkerBeat(models.Model):
    """One running process of kind `worker` (or `mail`): it renews `beat_at` every few seconds."""

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    figures = models.JSONField(default=dict)

    class Meta:
        db_table = "platform_worker_beat"

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
