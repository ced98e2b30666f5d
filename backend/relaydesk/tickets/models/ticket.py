"""The ticket row, and links between tickets."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.tickets.contracts import Category, LinkKind
from relaydesk.tickets.models.catalogue import Status, TicketType
from relaydesk.tickets.models.ticket_indexes import TICKET_INDEXES

ENDED = [Category.SOLVED.value, Category.CLOSED.value]


class Ticket(models.Model):
    """工单. `id` stays inside; `number` is what people and the API use.

    `status_category` repeats the status's category so that lists need no join. `next_due_at` and `at_risk`
    belong to `sla` and are written only through this module's door.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.TextField()
    type = models.ForeignKey(TicketType, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="+", db_index=False)
    status_category = models.TextField()
    priority = models.PositiveSmallIntegerField(default=2)
    subject = models.TextField()
    channel = models.TextField()
    requester = models.ForeignKey(
        "people.Contact", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    assignee = models.ForeignKey(
        "people.Agent", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        "people.Team", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    department = models.ForeignKey(
        "people.Department", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    tags = ArrayField(models.TextField(), default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    first_response_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    last_public_message_at = models.DateTimeField(null=True)
    last_requester_message_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    at_risk = models.BooleanField(default=False)
    label = models.ForeignKey(
        "access.Label",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_column="label",
    )
    deleted_at = models.DateTimeField(null=True)
    snoozed_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    planned_from = models.DateTimeField(null=True)
    planned_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="tickets_ticket_number"),
            models.CheckConstraint(condition=Q(priority__lte=3), name="tickets_ticket_priority"),
            models.CheckConstraint(
                condition=Q(status_category__in=[c.value for c in Category]), name="tickets_ticket_category"
            ),
            # A ticket is solved or closed exactly when it says since when.
            models.CheckConstraint(
                condition=Q(status_category__in=ENDED, solved_at__isnull=False)
                | (~Q(status_category__in=ENDED) & Q(solved_at__isnull=True)),
                name="tickets_ticket_solved_at",
            ),
            models.CheckConstraint(
                condition=Q(status_category=Category.CLOSED.value, closed_at__isnull=False)
                | (~Q(status_category=Category.CLOSED.value) & Q(closed_at__isnull=True)),
                name="tickets_ticket_closed_at",
            ),
            # Asleep until the requester answers, or an instant comes; no such instant without being asleep.
            models.CheckConstraint(
                condition=Q(snoozed_at__isnull=False) | Q(snoozed_until__isnull=True),
                name="tickets_ticket_snoozed",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="tickets_ticket_not_merged_into_itself",
            ),
            # A plan has a beginning, and does not end before it.
            models.CheckConstraint(
                condition=Q(planned_until__isnull=True) | Q(planned_until__gte=models.F("planned_from")),
                name="tickets_ticket_planned_span",
            ),
            models.CheckConstraint(
                condition=Q(planned_until__isnull=True) | Q(planned_from__isnull=False),
                name="tickets_ticket_planned_begins",
            ),
        ]
        indexes = TICKET_INDEXES


class TicketLink(models.Model):
    """A directed link between two tickets; `follow_up` points from the closed one to that which goes on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=[(k.value, k.value) for k in LinkKind])
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="tickets_ticketlink_once"),
            # One parent, and one major issue, for each ticket.
            models.UniqueConstraint(
                fields=["target", "kind"],
                condition=Q(kind__in=[LinkKind.PARENT.value, LinkKind.MAJOR.value]),
                name="tickets_ticketlink_one_above",
            ),
            models.CheckConstraint(
                condition=~Q(source=models.F("target")), name="tickets_ticketlink_not_self"
            ),
        ]
