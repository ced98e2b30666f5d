"""Who can sign in, and with which roles."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from relaydesk.platform.ids import uuid7


class Account(AbstractBaseUser):
    """A sign-in of one agent, by e-mail address and password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    agent = models.OneToOneField("people.Agent", on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = BaseUserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="access_account_email_lower"
            )
        ]

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's word for it."""
        return self.active


class Role(models.Model):
    """A named set of grants; `administrator` and `agent` are built in, their grants come from the modules."""

    key = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    grants = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class AccountRole(models.Model):
    """A role that an account holds."""

    pk = models.CompositePrimaryKey("account_id", "role_id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
