"""What we remember of a sign-in that was begun: in the browser that began it, sealed, for ten minutes.

The state is bound to the browser by a cookie and good once (CVE-2025-12419; OAuth 2.0 Security BCP,
RFC 9700, 4.7). Beginning writes nothing, so a GET may do it.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from relaydesk.access.models import SpentProof
from relaydesk.access.rules.federation.refusals import Reason, SignInRefused
from relaydesk.platform.secrets import SecretUnreadable, seal, unseal

LIFE = timedelta(minutes=10)
COOKIE = "relaydesk_proof_"


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that was begun.

    Args:
        provider_id: with which provider.
        state: random; comes back by the browser.
        nonce: random; comes back inside the token. For SAML the id of the request.
        verifier: of PKCE (RFC 7636).
        return_to: path in the desk.
        account_id: whose account shall be linked; empty for a sign-in.
        at: seconds since 1970.
    """

    provider_id: str
    state: str
    nonce: str
    verifier: str
    return_to: str
    account_id: str
    at: float


def begin(*, provider_id: str, return_to: str, at: datetime, account_id: str = "") -> Begun:
    """Draw the random values of a new sign-in."""
    return Begun(
        provider_id=provider_id,
        state=secrets.token_urlsafe(24),
        nonce="_" + secrets.token_hex(20),
        verifier=secrets.token_urlsafe(48),
        return_to=return_to,
        account_id=account_id,
        at=at.timestamp(),
    )


def cookie_name(state: str) -> str:
    """One cookie per sign-in, so that two tabs do not disturb each other."""
    return COOKIE + sha256(state.encode()).hexdigest()[:12]


def sealed(begun: Begun) -> str:
    """The cookie's value."""
    return seal("begun " + json.dumps(asdict(begun)))


def recall(cookies: Mapping[str, str], *, state: str, provider_id: str, at: datetime) -> Begun:
    """Find what was begun in this browser under this state.

    Raises:
        SignInRefused: `state_mismatch`: not in this browser, with another provider, or too long ago.
    """
    try:
        text = unseal(cookies.get(cookie_name(state), ""))
    except SecretUnreadable:
        raise SignInRefused(Reason.STATE_MISMATCH, "this browser has not begun this sign-in") from None
    if not text.startswith("begun "):
        raise SignInRefused(Reason.STATE_MISMATCH, "the cookie is of another kind")
    begun = Begun(**json.loads(text.removeprefix("begun ")))
    if not state or not secrets.compare_digest(begun.state.encode(), state.encode()):
        raise SignInRefused(Reason.STATE_MISMATCH, "another state")
    if begun.provider_id != provider_id:
        raise SignInRefused(Reason.STATE_MISMATCH, "begun with another provider")
    if not 0 <= at.timestamp() - begun.at + 1 <= LIFE.total_seconds() + 1:
        raise SignInRefused(Reason.STATE_MISMATCH, "begun too long ago")
    return begun


def spend(proof: str, *, at: datetime, until: datetime | None = None) -> None:
    """Use a proof up.

    Args:
        proof: what names it: kind, provider and id.
        at: now.
        until: from when on it would be refused as too old anyway; ten minutes by default.

    Raises:
        SignInRefused: `proof_repeated`.
    """
    SpentProof.objects.filter(expires_at__lt=at).delete()
    try:
        with transaction.atomic():
            SpentProof.objects.create(digest=sha256(proof.encode()).digest(), expires_at=until or at + LIFE)
    except IntegrityError:
        raise SignInRefused(Reason.PROOF_REPEATED, "this proof was used before") from None
