"""What waits for its instant."""

from django.db import models


class Timer(models.Model):
    """One thing to do at `due_at`, identified by kind and subject. Deleted in the transaction that fires it.

    `run_at` is when a worker may next try: `due_at` at first, later after a failure, so that what a timer
    promised stays readable. A worker that fires it holds `lease_token` until `lease_until`.
    """

    id = models.BigAutoField(primary_key=True)
    due_at = models.DateTimeField()
    run_at = models.DateTimeField()
    kind = models.TextField()
    subject = models.TextField()
    payload = models.JSONField(default=dict)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    attempts = models.SmallIntegerField(default=0, db_default=0)
    parked_at = models.DateTimeField(null=True)
    error = models.TextField(default="", db_default="")

    class Meta:
        db_table = "platform_timer"
        constraints = [models.UniqueConstraint(fields=["subject", "kind"], name="platform_timer_one")]
        indexes = [
            models.Index(
                fields=["run_at"], name="platform_timer_due", condition=models.Q(parked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} at {self.due_at}"
