"""When somebody saw a masked value, for the limit; the record itself is the event log."""

from django.db import models


class Reveal(models.Model):
    """One reveal of an account, kept for a day."""

    account_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "privacy_reveal"
        indexes = [models.Index(fields=["account_id", "at"], name="privacy_reveal_account")]

    def __str__(self) -> str:
        return f"{self.account_id} at {self.at}"
