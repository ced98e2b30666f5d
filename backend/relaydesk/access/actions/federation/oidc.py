"""Signing in by OpenID Connect: to the provider, and back with a code (Core 1.0, 3.1; PKCE, RFC 7636)."""

import base64
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from relaydesk.access.actions.federation.browser_state import Begun
from relaydesk.access.rules.federation.kinds import Proof
from relaydesk.access.rules.federation.oidc import ALGORITHMS, check_claims, proof_from
from relaydesk.access.rules.federation.refusals import Reason, SignInRefused
from relaydesk.access.rules.federation.settings import OidcSettings
from relaydesk.platform.cache import cached
from relaydesk.platform.http_client import OutgoingFailed, fetch
from relaydesk.platform.outgoing_addresses import OutgoingRefused

Document = Mapping[str, Any]


def _get(url: str, ca: str, headers: Mapping[str, str] | None = None) -> Document:
    answer = fetch(url, ca_certificates=ca, headers=headers)
    if answer.status != 200:
        raise OutgoingFailed(
            f"{urlsplit(url).hostname} answers with status {answer.status}.",
            f"{urlsplit(url).hostname} 返回状态 {answer.status}。",
        )
    found = answer.json()
    if not isinstance(found, dict):
        raise OutgoingFailed("The answer is not a JSON object.", "返回的内容不是 JSON 对象。")
    return found


def discover_anew(issuer: str, ca: str = "") -> Document:
    """What the provider says about itself (Discovery 1.0, 4).

    Raises:
        OutgoingFailed, OutgoingRefused: it cannot be read, or it speaks for another issuer.
    """
    found = _get(issuer.rstrip("/") + "/.well-known/openid-configuration", ca)
    if found.get("issuer") != issuer:
        raise OutgoingFailed(
            f"The provider calls itself {found.get('issuer')!r}, not {issuer!r}.",
            f"身份源自称 {found.get('issuer')!r}，而不是 {issuer!r}。",
        )
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(found.get(name), str):
            raise OutgoingFailed(
                f"The provider's description has no {name}.", f"身份源的说明文件缺少 {name}。"
            )
    return found


@cached(seconds=600)
def discover(issuer: str, ca: str = "") -> Document:
    """The same, kept for ten minutes."""
    return discover_anew(issuer, ca)


@cached(seconds=600)
def keys(url: str, ca: str = "") -> Document:
    """The provider's keys, kept for ten minutes."""
    return _get(url, ca)


@cached(seconds=30)
def newest_keys(url: str, ca: str = "") -> Document:
    """The provider's keys, asked again because a token names one we have not seen: it rotates them."""
    return _get(url, ca)


def authorization_url(begun: Begun, *, settings: OidcSettings, redirect_uri: str) -> str:
    """Where to send the browser.

    Raises:
        OutgoingFailed, OutgoingRefused: the provider cannot be asked about itself.
    """
    endpoint = str(discover(settings.issuer, settings.ca_certificates)["authorization_endpoint"])
    challenge = base64.urlsafe_b64encode(sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
    query = urlencode(
        {
            "response_type": "code",
            "client_id": settings.client_id,
            "redirect_uri": redirect_uri,
            "scope": settings.scopes,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
    )
    return endpoint + ("&" if "?" in endpoint else "?") + query


def prove(
    begun: Begun,
    *,
    answer: Mapping[str, str],
    settings: OidcSettings,
    client_secret: str,
    redirect_uri: str,
    at: datetime,
) -> Proof:
    """Turn the code that the browser has brought into a proof.

    Args:
        begun: what was begun in this browser.
        answer: query of the callback; its state is checked already.
        settings: of the provider.
        client_secret: of ours at the provider.
        redirect_uri: as sent before.
        at: now.

    Raises:
        SignInRefused: the provider refused, cannot be reached, or what it says does not hold.
    """
    # RFC 9207: with several providers, one may try to pass for another.
    if answer.get("iss") not in (None, settings.issuer):
        raise SignInRefused(Reason.PROOF_INVALID, "the answer names another issuer")
    if "error" in answer or not answer.get("code"):
        raise SignInRefused(Reason.PROVIDER_REFUSED, f"the provider answers {answer.get('error', '')[:60]!r}")
    try:
        found = discover(settings.issuer, settings.ca_certificates)
        tokens = _exchange(begun, answer["code"], found, settings, client_secret, redirect_uri)
        claims = dict(_verified_claims(tokens.get("id_token"), str(found["jwks_uri"]), settings))
        check_claims(claims, settings=settings, nonce=begun.nonce, at=at.timestamp())
        if settings.ask_userinfo:
            claims = {**_userinfo(tokens, found, settings, claims), **claims}
    except (OutgoingFailed, OutgoingRefused) as exc:
        raise SignInRefused(Reason.PROVIDER_UNREACHABLE, str(exc)) from exc
    return proof_from(claims, settings)


def _exchange(
    begun: Begun, code: str, found: Document, settings: OidcSettings, secret: str, redirect_uri: str
) -> Document:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": begun.verifier,
    }
    headers = {}
    if settings.token_authentication == "client_secret_basic":  # noqa: S105 - the name of a method
        pair = f"{quote_plus(settings.client_id)}:{quote_plus(secret)}"  # RFC 6749, 2.3.1
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        form |= {"client_id": settings.client_id, "client_secret": secret}
    answer = fetch(
        str(found["token_endpoint"]),
        method="POST",
        form=form,
        headers=headers,
        ca_certificates=settings.ca_certificates,
    )
    tokens = answer.json()
    if answer.status != 200 or not isinstance(tokens, dict):
        error = tokens.get("error") if isinstance(tokens, dict) else ""
        raise SignInRefused(
            Reason.PROVIDER_REFUSED, f"the token endpoint answers {answer.status} {str(error)[:60]!r}"
        )
    return tokens


def _verified_claims(token: Any, jwks_uri: str, settings: OidcSettings) -> Document:
    """The claims of a token that one of the provider's keys has signed.

    The library is loaded here: who does not sign in so need not hold it in memory.
    """
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    if not isinstance(token, str) or len(token) > 50_000:
        raise SignInRefused(Reason.PROOF_INVALID, "the provider gave no ID token")
    failure: Exception | None = None
    for read in (keys, newest_keys):
        try:
            known = KeySet.import_key_set(_signing_keys(read(jwks_uri, settings.ca_certificates)))
            return jwt.decode(token, known, algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError, TypeError, KeyError) as exc:
            failure = exc
    raise SignInRefused(Reason.PROOF_INVALID, f"the ID token's signature: {type(failure).__name__}")


def _signing_keys(document: Document) -> Any:
    """The asymmetric keys for signatures; a symmetric one has no place in public."""
    listed = document.get("keys")
    usable = [
        key
        for key in (listed if isinstance(listed, list) else [])
        if isinstance(key, dict)
        and key.get("kty") in ("RSA", "EC", "OKP")
        and key.get("use") in (None, "sig")
    ]
    return {"keys": usable}


def _userinfo(tokens: Document, found: Document, settings: OidcSettings, claims: Document) -> Document:
    """Further claims (Core 1.0, 5.3.2): worth something only when they speak of the same subject."""
    url = found.get("userinfo_endpoint")
    if not isinstance(url, str):
        return {}
    bearer = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
    more = _get(url, settings.ca_certificates, bearer)
    if more.get("sub") != claims.get("sub"):
        raise SignInRefused(Reason.PROOF_INVALID, "the user information is of another subject")
    return more


def end_session_url(settings: OidcSettings, *, return_to: str) -> str | None:
    """Where to send a browser that has signed out (RP-Initiated Logout 1.0); None where there is no such."""
    try:
        endpoint = discover(settings.issuer, settings.ca_certificates).get("end_session_endpoint")
    except (OutgoingFailed, OutgoingRefused):
        return None
    if not settings.end_session or not isinstance(endpoint, str):
        return None
    query = urlencode({"client_id": settings.client_id, "post_logout_redirect_uri": return_to})
    return endpoint + ("&" if "?" in endpoint else "?") + query
