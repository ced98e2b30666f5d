"""Whom contacts belong to."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from relaydesk.people.contracts import Tier
from relaydesk.platform.ids import uuid7


class Company(models.Model):
    """A company 客户公司 with its tier 等级 and the dates of its contract (both inclusive)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    tier = models.CharField(
        max_length=20, choices=[(t.value, t.value) for t in Tier], default=Tier.STANDARD.value
    )
    contract_from = models.DateField(null=True)
    contract_until = models.DateField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, db_default=1)

    # an index on lower(name) for prefix search is made by hand in migration 0003

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="people_company_once"),
            models.CheckConstraint(
                condition=Q(contract_from__isnull=True)
                | Q(contract_until__isnull=True)
                | Q(contract_from__lte=F("contract_until")),
                name="people_company_contract",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CompanyDomain(models.Model):
    """A mail domain of a company; it belongs to one company only."""

    domain = models.CharField(max_length=190, primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
