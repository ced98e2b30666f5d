"""Who can sign in, and with which roles."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, NullIf

from relaydesk.access.contracts import ADMINISTRATIONS, Realm
from relaydesk.platform.ids import uuid7

REALMS = [(r.value, r.value) for r in Realm]


class Account(AbstractBaseUser):
    """A sign-in of one agent, by e-mail address and password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    agent = models.OneToOneField("people.Agent", on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    password_changed_at = models.DateTimeField(null=True)
    # The one administration that its roles may belong to. Foreign keys made by hand in migration 0004 refuse
    # a role of another one, so that no way of writing, however wrong, gives two to one account.
    administration = models.CharField(max_length=10, null=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="access_account_email_lower"
            ),
            models.CheckConstraint(
                condition=models.Q(administration__isnull=True)
                | models.Q(administration__in=sorted(r.value for r in ADMINISTRATIONS)),
                name="access_account_administration_known",
            ),
        ]

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's word for it."""
        return self.active


class Role(models.Model):
    """A named set of grants. A built-in one grants what modules declare; `grants` holds what differs.

    A trigger makes `revision` anew with every write, so that processes may remember what a role comes to.
    """

    key = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    built_in = models.BooleanField(default=False)
    realm = models.CharField(max_length=10, choices=REALMS, default=Realm.BUSINESS.value)
    grants = models.JSONField(default=dict)
    field_rights = models.JSONField(default=list)
    labels = ArrayField(models.TextField(), default=list)
    second_factor = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    revision = models.UUIDField(default=uuid7, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "realm"], name="access_role_key_realm"),
            models.CheckConstraint(
                condition=models.Q(realm__in=[r.value for r in Realm]), name="access_role_realm_known"
            ),
        ]
        indexes = [models.Index(fields=["revision"], name="access_role_revision")]

    def __str__(self) -> str:
        return self.name


class AccountRole(models.Model):
    """A role that an account holds, for ever or for a time.

    `realm` repeats the role's, `administration` is what of it counts for the one-administration rule.
    """

    pk = models.CompositePrimaryKey("account_id", "role_id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    realm = models.CharField(max_length=10, default=Realm.BUSINESS.value)
    administration = models.GeneratedField(
        expression=NullIf(models.F("realm"), models.Value(Realm.BUSINESS.value)),
        output_field=models.CharField(max_length=10, null=True),
        db_persist=True,
    )
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    granted_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("valid_from")), name="access_accountrole_span"
            )
        ]
