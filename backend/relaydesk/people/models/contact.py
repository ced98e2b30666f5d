"""Those who ask, the addresses by which we know them, and which of them were found to be one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from relaydesk.people.contracts import IdentityKind
from relaydesk.platform.ids import uuid7


class Contact(models.Model):
    """A requester 请求人.

    `label` is the key of a sensitivity label (kept by `access`, above): without its clearance the contact
    does not exist. `merged_into` is set while the contact is merged into another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    locale = models.CharField(max_length=5, default="zh")
    company = models.ForeignKey(
        "people.Company", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    label = models.CharField(max_length=60, null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, db_default=1)

    # an index on lower(name) for prefix search is made by hand in migration 0001

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="people_contact_not_self")
        ]
        indexes = [
            models.Index("company", "id", name="people_contact_company"),
            models.Index("merged_into", condition=Q(merged_into__isnull=False), name="people_contact_merged"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ContactIdentity(models.Model):
    """One address, number or chat id of a contact; it belongs to one contact only.

    Of each kind the one with the lowest `position` is the first choice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in IdentityKind])
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True)
    position = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="people_identity_once")]
        indexes = [
            models.Index(fields=["value"], opclasses=["text_pattern_ops"], name="people_identity_prefix")
        ]


class ContactMerge(models.Model):
    """One merge, with exactly what it moved, so that it can be undone.

    `moved` holds what each participant (tickets, …) moved, by the participant's name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    absorbed = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    identity_ids = ArrayField(models.UUIDField())
    gained_company = models.BooleanField()
    gained_label = models.BooleanField()
    moved = models.JSONField(default=dict)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at__isnull=True), name="people_merge_once"
            )
        ]
