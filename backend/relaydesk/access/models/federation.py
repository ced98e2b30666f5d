"""Identity providers, and who has proved by which of them that he is somebody."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from relaydesk.access.rules.federation.kinds import ProviderKind
from relaydesk.platform.ids import uuid7


class IdentityProvider(models.Model):
    """A place 身份源 that vouches for people: OpenID Connect, SAML 2.0 or a directory by LDAP.

    `settings` is what may be shown; `secrets` is one sealed JSON object that never leaves the server.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in ProviderKind])
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    enabled = models.BooleanField(default=False)
    settings = models.JSONField(default=dict)
    secrets = models.TextField(default="")
    creates_accounts = models.BooleanField(default=False)
    default_role = models.SlugField(max_length=60, default="agent")
    role_map = models.JSONField(default=list)
    team_map = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    synchronised_at = models.DateTimeField(null=True)
    synchronisation = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class FederatedIdentity(models.Model):
    """A link 身份关联: this subject of this issuer is this account. Made on proof only (CVE-2026-84458).

    `roles` and `team_ids` are what the provider's groups gave: only these does it take away again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=500)
    login = models.CharField(max_length=254, default="")
    linked_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    roles = ArrayField(models.SlugField(max_length=60), default=list)
    team_ids = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "issuer", "subject"], name="access_identity_subject_once"
            ),
            models.UniqueConstraint(fields=["provider", "account"], name="access_identity_account_once"),
        ]


class SpentProof(models.Model):
    """The hash of a proof that was used: a state, an assertion. Each is good once (CVE-2025-12419)."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)


class ScimToken(models.Model):
    """A bearer token by which a provider keeps accounts and teams; it opens `/scim/v2` and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="+")
    hash = models.BinaryField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)


class ProvisionedAccount(models.Model):
    """What a provider calls an account that it keeps by SCIM.

    `switched_off_at`: it was the provider who switched the account off, so it may switch it on again.
    """

    account = models.OneToOneField(
        "access.Account", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="+")
    external_id = models.CharField(max_length=254, null=True)
    login = models.CharField(max_length=254)
    changed_at = models.DateTimeField()
    switched_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "external_id"], name="access_provisioned_external"),
            models.UniqueConstraint(fields=["provider", "login"], name="access_provisioned_login"),
        ]


class ProvisionedTeam(models.Model):
    """What a provider calls a team that it keeps by SCIM; the team's own name is the house's to choose."""

    team = models.OneToOneField("people.Team", on_delete=models.CASCADE, primary_key=True, related_name="+")
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="+")
    external_id = models.CharField(max_length=254, null=True)
    name = models.CharField(max_length=120)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "external_id"], name="access_provisionedteam_external"
            ),
            models.UniqueConstraint(fields=["provider", "name"], name="access_provisionedteam_name"),
        ]
