"""Surveys and their answers."""

from django.db import models
from django.db.models import F, Q

from relaydesk.platform.ids import uuid7


class Survey(models.Model):
    """One question to one requester after a ticket was solved 满意度调查; score 1 (bad) to 5."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="+", db_index=False)
    locale = models.CharField(max_length=5)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    score = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(1, 5)), name="surveys_score"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True, answered_at__isnull=True)
                | Q(score__isnull=False, answered_at__isnull=False),
                name="surveys_answered_at",
            ),
        ]
        indexes = [
            models.Index("ticket", F("sent_at").desc(), name="surveys_survey_ticket"),
            models.Index(
                "answered_at", condition=Q(answered_at__isnull=False), name="surveys_survey_answered"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
