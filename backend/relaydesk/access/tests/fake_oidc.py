"""An OpenID provider of our own, on this machine, that does what a test tells it, also wrong things."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey


@cache
def a_key(kid: str) -> RSAKey:
    """A key pair; making one takes long, so tests share them."""
    return RSAKey.generate_key(2048, parameters={"kid": kid, "use": "sig"})


class FakeProvider:
    """Keys, codes and what the next ID token says."""

    def __init__(self) -> None:
        self.key = a_key("one")
        self.client_id, self.client_secret = "relaydesk", "s3cret"
        self.claims: dict[str, Any] = {"sub": "subject-1"}
        self.header: dict[str, Any] = {}
        self.sign_with: Any = None
        self.codes: dict[str, dict[str, str]] = {}
        self.discovery: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.asked: list[str] = []
        self.url = ""

    def rotate(self) -> None:
        self.key = a_key("two")

    def authorize(self, url: str) -> dict[str, str]:
        """What a browser would bring back from here."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return {"code": code, "state": query["state"]}

    def browse(self, url: str) -> str | None:
        """Where a browser is sent on to that comes here; None where it stays."""
        path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        if path == "/authorize":
            return f"{query['redirect_uri'][0]}?{urlencode(self.authorize(url))}"
        return query["post_logout_redirect_uri"][0] if path == "/end" else None

    def id_token(self, begun: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": self.client_id,
            "iat": now,
            "exp": now + 300,
            "nonce": begun["nonce"],
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": "RS256", "kid": self.key.kid, **self.header}
        if header["alg"] == "none":
            parts = [json.dumps(part).encode() for part in (header, claims)]
            return ".".join(base64.urlsafe_b64encode(p).rstrip(b"=").decode() for p in parts) + "."
        return jwt.encode(header, claims, self.sign_with or self.key, algorithms=[header["alg"]])

    def answer(self, path: str, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "end_session_endpoint": f"{self.url}/end",
                **self.discovery,
            }
        if path == "/keys":
            return 200, KeySet([self.key]).as_dict(private=False)
        if path == "/userinfo":
            return 200, self.userinfo
        if path == "/token":
            return self.token(form, authorization)
        return 404, {}

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        begun = self.codes.pop(form.get("code", ""), None)
        pair = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        challenge = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
        if begun is None or authorization != f"Basic {pair}":
            return 400, {"error": "invalid_grant"}
        if begun["code_challenge"] != challenge.rstrip(b"=").decode():
            return 400, {"error": "invalid_grant"}
        if begun["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": self.id_token(begun)}


def symmetric(secret: str) -> Any:
    return OctKey.import_key(secret)


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    """Serve one until the block ends."""
    provider = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            onwards = provider.browse(self.path)
            if onwards is None:
                self._answer({})
                return
            self.send_response(302)
            self.send_header("Location", onwards)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer({name: values[0] for name, values in parse_qs(text).items()})

        def _answer(self, form: dict[str, str]) -> None:
            status, data = provider.answer(
                urlsplit(self.path).path, form, self.headers.get("Authorization", "")
            )
            body = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
