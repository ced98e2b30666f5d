"""A SAML provider of our own that signs with xmlsec, and tampers with what it has signed when told to."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree

ENTITY = "https://idp.example/metadata"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
NS = {"saml": SAML, "samlp": SAMLP, "ds": "http://www.w3.org/2000/09/xmldsig#"}


@cache
def key_and_certificate(name: str) -> tuple[str, str]:
    """PEM of a private key and of its certificate; tests share them."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    at = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=30))
        .sign(key, SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


def request_of(url: str) -> tuple[str, str, str]:
    """Id and service address of a request that came by redirect, and the relay state."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    text = zlib.decompress(base64.b64decode(query["SAMLRequest"]), -15)
    root = etree.fromstring(text)
    return root.get("ID"), root.get("AssertionConsumerServiceURL"), query["RelayState"]


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class FakeSaml:
    """Writes answers; every fact may be changed before or after signing."""

    def __init__(self, acs: str, audience: str) -> None:
        self.acs, self.audience = acs, audience
        self.key, self.certificate = key_and_certificate("idp")
        self.recipient = acs
        self.destination = acs
        self.name = "subject-1"
        self.format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
        self.attributes: dict[str, list[str]] = {}
        self.issuer = ENTITY
        self.lasts = timedelta(minutes=5)
        self.age = timedelta(0)
        self.context = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
        self.method = xmlsec.Transform.RSA_SHA256
        self.digest = xmlsec.Transform.SHA256
        self.assertion_id = "_a1"
        self.in_response_to: str | None = None
        self.sign_assertion = True

    def xml(self, request_id: str) -> etree._Element:
        at = datetime.now(UTC) - self.age
        answered = request_id if self.in_response_to is None else self.in_response_to
        replied = f'InResponseTo="{answered}"' if answered else ""
        audience = (
            f"<saml:AudienceRestriction><saml:Audience>{self.audience}</saml:Audience>"
            "</saml:AudienceRestriction>"
            if self.audience
            else ""
        )
        attributes = "".join(
            f'<saml:Attribute Name="{name}">'
            + "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values)
            + "</saml:Attribute>"
            for name, values in self.attributes.items()
        )
        statement = f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement>" if attributes else ""
        return etree.fromstring(
            f"""<samlp:Response xmlns:samlp="{SAMLP}" xmlns:saml="{SAML}" ID="_r1" Version="2.0"
 IssueInstant="{_moment(at)}" Destination="{self.destination}" InResponseTo="{request_id}">
<saml:Issuer>{self.issuer}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
<saml:Assertion ID="{self.assertion_id}" Version="2.0" IssueInstant="{_moment(at)}">
<saml:Issuer>{self.issuer}</saml:Issuer>
<saml:Subject><saml:NameID Format="{self.format}">{self.name}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{_moment(at + self.lasts)}"
 Recipient="{self.recipient}" {replied}/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{_moment(at - timedelta(minutes=1))}" NotOnOrAfter="{_moment(at + self.lasts)}">
{audience}</saml:Conditions>
<saml:AuthnStatement AuthnInstant="{_moment(at)}"><saml:AuthnContext>
<saml:AuthnContextClassRef>{self.context}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
{statement}</saml:Assertion></samlp:Response>""".encode()
        )

    def signed(self, request_id: str) -> etree._Element:
        root = self.xml(request_id)
        if self.sign_assertion:
            self.sign(root.find(f"{{{SAML}}}Assertion"))
        return root

    def sign(self, element: etree._Element) -> None:
        """Sign one element, with the signature behind its issuer as the schema wants it."""
        signature = xmlsec.template.create(element, xmlsec.Transform.EXCL_C14N, self.method, ns="ds")
        element.insert(1, signature)
        reference = xmlsec.template.add_reference(signature, self.digest, uri=f"#{element.get('ID')}")
        xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
        xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
        info = xmlsec.template.ensure_key_info(signature)
        xmlsec.template.add_x509_data(info)
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(self.key, xmlsec.KeyFormat.PEM)
        context.key.load_cert_from_memory(self.certificate, xmlsec.KeyFormat.PEM)
        xmlsec.tree.add_ids(element, ["ID"])
        context.sign(signature)


def posted(root: etree._Element) -> str:
    """What the browser posts."""
    return base64.b64encode(etree.tostring(root)).decode()
