"""What must be true of an ID token (OpenID Connect Core 1.0, 3.1.3.7), and what it says of a person."""

from collections.abc import Mapping
from typing import Any

from relaydesk.access.rules.federation.kinds import Proof
from relaydesk.access.rules.federation.refusals import Reason, SignInRefused
from relaydesk.access.rules.federation.settings import OidcSettings

# Asymmetric only: `none` proves nothing, and an HMAC would be keyed with the client's secret.
ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
SKEW_SECONDS = 120
Claims = Mapping[str, Any]


def _refuse(detail: str) -> SignInRefused:
    return SignInRefused(Reason.PROOF_INVALID, detail)


def _instant(claims: Claims, name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refuse(f"the ID token has no {name}")
    return float(value)


def check_claims(claims: Claims, *, settings: OidcSettings, nonce: str, at: float) -> None:
    """Check a token whose signature is right.

    Args:
        claims: of the token.
        settings: of the provider.
        nonce: what we sent with the request.
        at: now, in seconds since 1970.

    Raises:
        SignInRefused: `proof_invalid`.
    """
    if claims.get("iss") != settings.issuer:
        raise _refuse("the ID token is of another issuer")
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if settings.client_id not in audiences:
        raise _refuse("the ID token is for another client")
    party = claims.get("azp")
    if party != settings.client_id and (party is not None or len(audiences) > 1):
        raise _refuse("the ID token was issued to another client")
    if _instant(claims, "exp") + SKEW_SECONDS <= at:
        raise _refuse("the ID token has expired; compare the clocks")
    if _instant(claims, "iat") - SKEW_SECONDS > at:
        raise _refuse("the ID token is from the future; compare the clocks")
    if "nbf" in claims and _instant(claims, "nbf") - SKEW_SECONDS > at:
        raise _refuse("the ID token is not valid yet; compare the clocks")
    if not nonce or claims.get("nonce") != nonce:
        raise _refuse("the ID token answers another request")


def proof_from(claims: Claims, settings: OidcSettings) -> Proof:
    """Read what the claims say of the person.

    Raises:
        SignInRefused: `proof_invalid`, there is no subject.
    """
    subject = claims.get(settings.subject_claim)
    if not isinstance(subject, str) or not 0 < len(subject) <= 500:
        raise _refuse(f"the ID token has no {settings.subject_claim}")
    methods = claims.get("amr")
    used = {m for m in methods if isinstance(m, str)} if isinstance(methods, list) else set()
    return Proof(
        issuer=settings.issuer,
        subject=subject,
        login=_text(claims, "preferred_username") or _text(claims, settings.email_claim),
        name=_text(claims, settings.name_claim),
        email=_text(claims, settings.email_claim).strip().lower(),
        email_verified=_verified(claims.get("email_verified")),
        groups=_groups(claims.get(settings.groups_claim)) if settings.groups_claim else frozenset(),
        second_factor=bool(used & set(settings.second_factor_methods)),
    )


def _text(claims: Claims, name: str) -> str:
    value = claims.get(name) if name else None
    return value[:254] if isinstance(value, str) else ""


def _verified(value: Any) -> bool | None:
    """Some providers send the boolean as a text."""
    if value is True or value == "true":
        return True
    return False if value is False or value == "false" else None


def _groups(value: Any) -> frozenset[str]:
    found = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return frozenset(group for group in found[:2000] if isinstance(group, str))
