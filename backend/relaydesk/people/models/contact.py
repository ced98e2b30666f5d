"""Those who ask, and the addresses by which we know them."""

from django.db import models

from relaydesk.people.contracts import IdentityKind
from relaydesk.platform.ids import uuid7


class Contact(models.Model):
    """A requester 请求人."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    locale = models.CharField(max_length=5, default="zh")
    company = models.CharField(max_length=200, null=True)
    created_at = models.DateTimeField()

    # an index on lower(name) for prefix search is made by hand in migration 0001

    def __str__(self) -> str:
        return str(self.id)


class ContactIdentity(models.Model):
    """One address, number or chat id of a contact; it belongs to one contact only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in IdentityKind])
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="people_identity_once")]
        indexes = [
            models.Index(fields=["value"], opclasses=["text_pattern_ops"], name="people_identity_prefix")
        ]
