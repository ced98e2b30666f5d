"""Signing in by SAML 2.0 (Profiles 4.1, Web Browser SSO), begun by us only.

`python3-saml` checks schema, signature, times and issuer. It leaves gaps that this file closes: it lets pass
an assertion without audience, compares the recipient by "contains", and looks for InResponseTo on the
unsigned envelope. The library and its C libraries are imported when somebody signs in, not on start.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from relaydesk.access.actions.federation.providers import pem
from relaydesk.access.rules.federation.kinds import Proof
from relaydesk.access.rules.federation.refusals import Reason, SignInRefused
from relaydesk.access.rules.federation.settings import SamlSettings

MAX_RESPONSE = 400_000
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
# A signature says how it is to be read; with XSLT or XPath in it, checking it would already run it.
ALLOWED_ALGORITHMS = frozenset(
    [
        f"{DSIG}enveloped-signature",
        "http://www.w3.org/2001/10/xml-exc-c14n#",
        *(f"http://www.w3.org/2001/04/xmldsig-more#rsa-sha{bits}" for bits in (256, 384, 512)),
        *(f"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha{bits}" for bits in (256, 384, 512)),
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "http://www.w3.org/2001/04/xmlenc#sha512",
    ]
)


@dataclass(frozen=True, slots=True)
class Service:
    """Our side.

    Args:
        entity_id: our name, which is where our metadata lie.
        acs_url: where the answer comes to.
        private_key: PEM.
        certificate: PEM.
    """

    entity_id: str
    acs_url: str
    private_key: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What the browser takes to the provider: an address, and a form when it must be posted."""

    url: str
    form: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Asserted:
    """A proof, and what makes it good once: the assertion's id, until it is too old anyway."""

    proof: Proof
    assertion_id: str
    until: datetime


def _library_settings(settings: SamlSettings, service: Service) -> Any:
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "debug": False,
            "sp": {
                "entityId": service.entity_id,
                "assertionConsumerService": {"url": service.acs_url, "binding": POST},
                "NameIDFormat": UNSPECIFIED,
                "x509cert": service.certificate,
                "privateKey": service.private_key,
            },
            "idp": {
                "entityId": settings.entity_id,
                "singleSignOnService": {"url": settings.sign_in_url, "binding": REDIRECT},
                "x509certMulti": {"signing": [pem(text) for text in settings.certificates]},
            },
            "security": {
                "authnRequestsSigned": settings.sign_requests,
                "wantAssertionsSigned": True,
                "wantAssertionsEncrypted": settings.encrypted_assertions,
                "wantAttributeStatement": False,
                "requestedAuthnContext": False,
                "rejectDeprecatedAlgorithm": True,
                "allowRepeatAttributeName": True,
                "signatureAlgorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "digestAlgorithm": "http://www.w3.org/2001/04/xmlenc#sha256",
            },
        }
    )


def metadata(settings: SamlSettings, service: Service) -> bytes:
    """Our metadata, for the administrator of the provider."""
    found = _library_settings(settings, service).get_sp_metadata()
    return bytes(found) if isinstance(found, bytes) else str(found).encode()


def request(settings: SamlSettings, service: Service, *, request_id: str, relay_state: str) -> Outgoing:
    """Make the request for a sign-in.

    Args:
        settings: of the provider.
        service: our side.
        request_id: comes back signed inside the assertion.
        relay_state: comes back beside it.
    """
    from onelogin.saml2.auth import OneLogin_Saml2_Auth
    from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request
    from onelogin.saml2.utils import OneLogin_Saml2_Utils

    class Request(OneLogin_Saml2_Authn_Request):  # type: ignore[misc]
        def _generate_request_id(self) -> str:
            return request_id

    made = _library_settings(settings, service)
    wanted = Request(made)
    if settings.request_binding == "post":
        text = wanted.get_xml()
        if settings.sign_requests:
            text = OneLogin_Saml2_Utils.add_sign(text, service.private_key, service.certificate)
        return Outgoing(
            settings.sign_in_url,
            {"SAMLRequest": OneLogin_Saml2_Utils.b64encode(text), "RelayState": relay_state},
        )
    parameters = {"SAMLRequest": wanted.get_request(), "RelayState": relay_state}
    auth = OneLogin_Saml2_Auth(_request_data(service), made)
    if settings.sign_requests:
        auth.add_request_signature(parameters)
    return Outgoing(str(auth.redirect_to(settings.sign_in_url, parameters)), None)


def _request_data(service: Service) -> dict[str, str]:
    """The address that our answer comes to as the library wants it; never from the request's own headers."""
    parts = urlsplit(service.acs_url)
    return {
        "https": "on" if parts.scheme == "https" else "off",
        "http_host": parts.netloc,
        "script_name": parts.path,
    }


def read_response(
    text: str, *, settings: SamlSettings, service: Service, request_id: str, at: datetime
) -> Asserted:
    """Check an answer and read it.

    Args:
        text: `SAMLResponse` as posted.
        settings: of the provider.
        service: our side.
        request_id: of the request that this browser began.
        at: now.

    Raises:
        SignInRefused: `proof_invalid`.
    """
    from onelogin.saml2.response import OneLogin_Saml2_Response

    if not 0 < len(text) <= MAX_RESPONSE:
        raise SignInRefused(Reason.PROOF_INVALID, "the answer is empty or too large")
    try:
        # The library's parser drops comments silently, so they are looked for in what came (CVE-2017-11427).
        if b"<!--" in base64.b64decode(text):
            raise SignInRefused(Reason.PROOF_INVALID, "the answer holds comments")
        response = OneLogin_Saml2_Response(_library_settings(settings, service), text)
        _check_form(response.get_xml_document())
        response.is_valid(_request_data(service), request_id, raise_exceptions=True)
        assertions = response._query_assertion("")
        name = response.get_nameid_data()
        attributes = response.get_attributes()
    except SignInRefused:
        raise
    # The library raises a dozen classes, lxml and xmlsec theirs besides: whatever it is, nobody comes in.
    except Exception as exc:
        raise SignInRefused(Reason.PROOF_INVALID, f"{type(exc).__name__}: {exc}"[:300]) from exc
    if len(assertions) != 1:
        raise SignInRefused(Reason.PROOF_INVALID, "there must be one assertion")
    until = _check_assertion(assertions[0], service, request_id, at)
    contexts = {e.text for e in assertions[0].iter(f"{SAML}AuthnContextClassRef")}
    proof = _proof(
        settings, name, attributes, second_factor=bool(contexts & set(settings.second_factor_contexts))
    )
    return Asserted(proof, str(assertions[0].get("ID")), until)


def _check_form(document: Any) -> None:
    """Refuse what an honest provider never sends: comments inside names, transforms that compute."""
    from lxml import etree

    for node in document.iter():
        if isinstance(node, etree._Comment | etree._ProcessingInstruction | etree._Entity):
            raise SignInRefused(Reason.PROOF_INVALID, "the assertion holds comments or instructions")
    ids = [node.get("ID") for node in document.iter() if node.get("ID")]
    if len(ids) != len(set(ids)):
        raise SignInRefused(Reason.PROOF_INVALID, "two elements have one ID")
    for name in ("Transform", "CanonicalizationMethod", "SignatureMethod", "DigestMethod"):
        for node in document.iter(f"{{{DSIG}}}{name}"):
            if _in_encryption(node):
                continue
            if node.get("Algorithm") not in ALLOWED_ALGORITHMS:
                raise SignInRefused(Reason.PROOF_INVALID, f"the signature uses {node.get('Algorithm')}")


def _in_encryption(node: Any) -> bool:
    """A digest of RSA-OAEP (XML Encryption 1.1) is not one of a signature."""
    return any("xmlenc" in str(parent.tag) for parent in node.iterancestors())


def _check_assertion(assertion: Any, service: Service, request_id: str, at: datetime) -> datetime:
    """What the signed element itself must say; gives the instant from which it is too old."""
    audiences = [e.text for e in assertion.iter(f"{SAML}Audience")]
    if service.entity_id not in audiences:
        raise SignInRefused(Reason.PROOF_INVALID, "the assertion is for another audience")
    for confirmation in assertion.iter(f"{SAML}SubjectConfirmation"):
        if confirmation.get("Method") != BEARER:
            continue
        data = confirmation.find(f"{SAML}SubjectConfirmationData")
        if data is None or data.get("Recipient") != service.acs_url:
            continue
        if data.get("InResponseTo") != request_id or not data.get("NotOnOrAfter"):
            continue
        return _instant(data.get("NotOnOrAfter"), at) + timedelta(minutes=10)
    raise SignInRefused(Reason.PROOF_INVALID, "the assertion does not answer this request, to this address")


def _instant(text: str, at: datetime) -> datetime:
    """An instant of the assertion, at most a day from now: replay is remembered for so long."""
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
    except ValueError:
        raise SignInRefused(Reason.PROOF_INVALID, "NotOnOrAfter is no instant") from None
    if found > at + timedelta(days=1):
        raise SignInRefused(Reason.PROOF_INVALID, "the assertion would be good for more than a day")
    return found


def _proof(
    settings: SamlSettings, name: dict[str, str], attributes: dict[str, list[Any]], *, second_factor: bool
) -> Proof:
    def first(key: str) -> str:
        values = [value for value in attributes.get(key, []) if isinstance(value, str)] if key else []
        return values[0].strip()[:500] if values else ""

    subject = first(settings.subject_attribute) if settings.subject_attribute else name.get("Value", "")
    if not settings.subject_attribute and name.get("Format") == TRANSIENT:
        raise SignInRefused(Reason.PROOF_INVALID, "the name is transient; name a subject attribute")
    if not 0 < len(subject) <= 500:
        raise SignInRefused(Reason.PROOF_INVALID, "the assertion names no subject")
    groups = attributes.get(settings.groups_attribute, []) if settings.groups_attribute else []
    return Proof(
        issuer=settings.entity_id,
        subject=subject,
        login=name.get("Value", "")[:254],
        name=first(settings.name_attribute)[:200],
        email=first(settings.email_attribute).lower()[:254],
        groups=frozenset(group for group in groups[:2000] if isinstance(group, str)),
        second_factor=second_factor,
    )
