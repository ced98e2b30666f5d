"""Programs of others that may act here (RFC 6749)."""

from django.db import models

from relaydesk.platform.ids import uuid7


class OAuthClient(models.Model):
    """A program that may ask for tokens; `id` is its client_id.

    `scopes` is the most that it may ask for. `secret_hash` is null for a public client, which cannot keep a
    secret. With `acts_as` it may act on its own (client_credentials), with the rights of that account.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    secret_hash = models.BinaryField(max_length=32, null=True)
    redirect_uris = models.JSONField(default=list)
    scopes = models.JSONField(default=list)
    acts_as = models.ForeignKey("access.Account", null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()


class OAuthGrant(models.Model):
    """What an account has allowed a client; all tokens that follow from it end with it.

    It begins with a code that is good once, for a minute (RFC 6749 section 4.1.2), bound to the redirect
    address and to the verifier (RFC 7636).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(OAuthClient, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    code_hash = models.BinaryField(max_length=32, null=True, unique=True)
    code_challenge = models.CharField(max_length=43, default="")
    redirect_uri = models.CharField(max_length=500, default="")
    code_expires_at = models.DateTimeField(null=True)
    code_used_at = models.DateTimeField(null=True)


class RefreshToken(models.Model):
    """A refresh token: each is good once, and the use of a used one ends the grant (RFC 9700, 4.14.2)."""

    hash = models.BinaryField(max_length=32, primary_key=True)
    grant = models.ForeignKey(OAuthGrant, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
