"""What the tests of signing in share: browsers, codes, and a passkey in software."""

import hashlib
import json
import os
from base64 import urlsafe_b64encode

import pyotp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256

from relaydesk.platform.clock import now

PASSWORD = "correct horse battery"
JSON = "application/json"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Browser(Client):
    """A browser that signs in and speaks JSON."""

    def __init__(self, **kwargs):
        super().__init__(raise_request_exception=False, headers={"User-Agent": FIREFOX}, **kwargs)

    def post(self, path, data=None, content_type=JSON, **kwargs):
        return super().post(path, {} if data is None else data, content_type=content_type, **kwargs)

    def patch(self, path, data=None, content_type=JSON, **kwargs):
        return super().patch(path, {} if data is None else data, content_type=content_type, **kwargs)

    def sign_in(self, email, password=PASSWORD):
        return self.post("/api/v1/session", {"email": email, "password": password})

    def me(self):
        return self.get("/api/v1/session")


def signed_in(email, password=PASSWORD):
    browser = Browser()
    response = browser.sign_in(email, password)
    assert response.status_code == 200, response.content
    return browser


def code_of(secret, at=None):
    return pyotp.TOTP(secret).at(at or now())


def with_totp(browser):
    """Add an authenticator; return its secret and the recovery codes."""
    begun = browser.post("/api/v1/me/factors/totp")
    assert begun.status_code == 200, begun.content
    secret = begun.json()["secret"]
    done = browser.post(
        "/api/v1/me/factors/totp/confirm", {"id": begun.json()["id"], "code": code_of(secret)}
    )
    assert done.status_code == 200, done.content
    return secret, done.json()["recovery_codes"]


def b64(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text):
    from base64 import urlsafe_b64decode

    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Authenticator:
    """A passkey in software (W3C Web Authentication level 3, section 6), with an ES256 key."""

    def __init__(self, origin="https://desk.example.com", rp_id="desk.example.com"):
        self.origin, self.rp_id = origin, rp_id
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = os.urandom(32)
        self.user_handle = None
        self.count = 0
        self.verifies = True

    def _client_data(self, kind, challenge):
        return json.dumps(
            {"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _data(self, attested=b""):
        flags = 0x01 | (0x04 if self.verifies else 0) | (0x40 if attested else 0)
        digest = hashlib.sha256(self.rp_id.encode()).digest()
        return digest + bytes([flags]) + self.count.to_bytes(4, "big") + attested

    def make(self, options):
        """Answer `navigator.credentials.create`."""
        self.user_handle = unb64(options["user"]["id"])
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(attested)})
        client = self._client_data("create", options["challenge"])
        return {
            "id": b64(self.credential_id),
            "rawId": b64(self.credential_id),
            "type": "public-key",
            "response": {"clientDataJSON": b64(client), "attestationObject": b64(attestation)},
            "clientExtensionResults": {},
        }

    def show(self, options):
        """Answer `navigator.credentials.get`."""
        self.count += 1
        data, client = self._data(), self._client_data("get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            "id": b64(self.credential_id),
            "rawId": b64(self.credential_id),
            "type": "public-key",
            "response": {
                "clientDataJSON": b64(client),
                "authenticatorData": b64(data),
                "signature": b64(signature),
                "userHandle": b64(self.user_handle),
            },
            "clientExtensionResults": {},
        }


def with_passkey(browser, **kwargs):
    """Add a passkey made by a new authenticator."""
    authenticator = Authenticator(**kwargs)
    begun = browser.post("/api/v1/me/factors/passkeys/begin")
    assert begun.status_code == 200, begun.content
    credential = authenticator.make(begun.json()["public_key"])
    done = browser.post("/api/v1/me/factors/passkeys/finish", {"credential": credential, "name": "手机"})
    assert done.status_code == 200, done.content
    return authenticator
