"""Pushes: encrypted for one browser, proved by our key, sent only where the server may call."""

import json
import os
import threading
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from relaydesk.access.testing import a_label
from relaydesk.notifications.actions.send_pushes import send_pushes
from relaydesk.notifications.actions.subscribe_browser import forget_session
from relaydesk.notifications.models import Delivery, PushKey, Subscription
from relaydesk.notifications.rules.push_encryption import (
    CURVE,
    MOST,
    BrowserKeys,
    b64,
    browser_keys,
    encrypt,
    public_bytes,
    unb64,
)
from relaydesk.notifications.tests.conftest import NOON, Person, give, opened
from relaydesk.platform.clock import now
from relaydesk.platform.ids import uuid7
from relaydesk.platform.secrets import unseal
from relaydesk.platform.testing import frozen_clock
from relaydesk.tickets.testing import label_ticket

# RFC 8291, section 5 and appendix A.
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
MESSAGE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard_comes_out_to_the_byte() -> None:
    private = ec.derive_private_key(int.from_bytes(unb64(SENDER), "big"), CURVE)
    found = encrypt(
        b"When I grow up, I want to be a watermelon",
        browser_keys(BROWSER, AUTH),
        private=private,
        salt=unb64(SALT),
    )
    assert b64(found) == MESSAGE


def test_a_push_that_is_too_long_is_refused() -> None:
    private = ec.generate_private_key(CURVE)
    with pytest.raises(ValueError, match="at most"):
        encrypt(b"x" * (MOST + 1), browser_keys(BROWSER, AUTH), private=private, salt=os.urandom(16))


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [("", AUTH), (BROWSER, "AAAA"), (b64(b"\x04" + b"\x01" * 64), AUTH), (BROWSER[:-4], AUTH), ("!!", AUTH)],
)
def test_keys_that_are_none_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - from several places, each with words of its own
        browser_keys(p256dh, auth)


class FakePushServer(BaseHTTPRequestHandler):
    """A push service of our own which keeps what it gets."""

    status = 201
    got: list[tuple[str, dict[str, str], bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(type(self).status)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def service(settings: Any, db: None) -> Iterator[str]:
    settings.OUTGOING_NETWORKS = ("127.0.0.0/8",)
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakePushServer)
    FakePushServer.got, FakePushServer.status = [], 201
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class FakeBrowser:
    """The other end: it holds the private key, and decrypts."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(CURVE)
        self.keys = BrowserKeys(public_bytes(self.private), os.urandom(16))

    def subscribe(self, person: Person, endpoint: str, status: int = 201) -> Any:
        keys = {"p256dh": b64(self.keys.p256dh), "auth": b64(self.keys.auth)}
        body = {"endpoint": endpoint, "keys": keys, "device": "Chrome"}
        return person.post("/notices/push/browsers", body, status=status)

    def decrypt(self, body: bytes) -> Any:
        salt, length = body[:16], body[20]
        theirs, box = body[21 : 21 + length], body[21 + length :]
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))

        def expand(secret: bytes, salt: bytes, info: bytes, size: int) -> bytes:
            return HKDF(algorithm=hashes.SHA256(), length=size, salt=salt, info=info).derive(secret)

        info = b"WebPush: info\0" + self.keys.p256dh + theirs
        material = expand(shared, self.keys.auth, info, 32)
        key = expand(material, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = expand(material, salt, b"Content-Encoding: nonce\0", 12)
        text = AESGCM(key).decrypt(nonce, box, None)
        assert text[-1:] == b"\x02"
        return json.loads(text[:-1])


def key_of(person: Person) -> str:
    return str(person.post("/notices/push/key")["public"])


def push_at(at: Any) -> None:
    with frozen_clock(at):
        send_pushes()


def assigned(by: Person, to: Person, **wanted: Any) -> str:
    with frozen_clock(NOON):
        number = opened(**wanted)
        give(by, number, to)
    return number


@pytest.fixture
def browser(me: Person, service: str) -> FakeBrowser:
    key_of(me)
    found = FakeBrowser()
    found.subscribe(me, f"{service}/push/1")
    return found


def test_the_browser_reads_what_happened(me: Person, colleague: Person, browser: FakeBrowser) -> None:
    number = assigned(colleague, me, subject="打印机卡纸")
    push_at(NOON)
    ((path, headers, body),) = FakePushServer.got
    assert path == "/push/1"
    assert (headers["content-encoding"], headers["urgency"]) == ("aes128gcm", "normal")
    told = browser.decrypt(body)
    assert told["title"] == f"[{number}] 周航 把工单分派给您"
    assert (told["body"], told["url"]) == ("打印机卡纸", f"/desk/tickets/{number}")
    push_at(NOON + timedelta(hours=1))
    assert len(FakePushServer.got) == 1


def test_we_prove_who_we_are(me: Person, colleague: Person, browser: FakeBrowser, service: str) -> None:
    """RFC 8292: a token for this very origin, signed by the key that the browser subscribed with."""
    assigned(colleague, me)
    push_at(NOON)
    scheme, _, rest = FakePushServer.got[0][1]["authorization"].partition(" ")
    token, public = (part.strip().split("=", 1)[1] for part in rest.split(","))
    assert (scheme, public) == ("vapid", key_of(me))
    head, claims, signature = token.split(".")
    raw = unb64(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unb64(public)).verify(
        der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256())
    )
    told = json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    assert told["aud"] == service
    assert told["sub"].startswith("mailto:")
    assert 0 < told["exp"] - NOON.timestamp() <= 86400


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    me: Person, colleague: Person, browser: FakeBrowser, status: int
) -> None:
    FakePushServer.status = status
    assigned(colleague, me)
    push_at(NOON)
    assert not Subscription.objects.exists()


def test_a_service_that_is_down_is_asked_again_and_then_no_more(
    me: Person, colleague: Person, browser: FakeBrowser
) -> None:
    FakePushServer.status = 503
    assigned(colleague, me)
    for minutes in (0, 1, 6, 60, 120, 180):
        push_at(NOON + timedelta(minutes=minutes))
    assert len(FakePushServer.got) == 4
    assert Delivery.objects.get(channel="push").state == "failed"


def test_a_sender_that_died_meanwhile_does_not_push_twice(
    me: Person, colleague: Person, browser: FakeBrowser
) -> None:
    assigned(colleague, me)
    Delivery.objects.filter(channel="push").update(state="sending", due_at=NOON)
    push_at(NOON)
    assert FakePushServer.got == []
    assert Delivery.objects.get(channel="push").state == "failed"


def test_the_night_ends_with_one_push(me: Person, colleague: Person, browser: FakeBrowser) -> None:
    me.patch("/notices/settings", {"quiet_from": "11:00", "quiet_until": "13:00"})
    assigned(colleague, me)
    assigned(colleague, me)
    push_at(NOON)
    assert FakePushServer.got == []
    push_at(NOON + timedelta(hours=1))
    ((_, _, body),) = FakePushServer.got
    assert browser.decrypt(body)["title"] == "2 个工单的 2 条通知"
    assert browser.decrypt(body)["url"] == "/desk/notices"


def test_rights_are_asked_when_it_leaves(me: Person, colleague: Person, browser: FakeBrowser) -> None:
    number = assigned(colleague, me)
    label_ticket(number, a_label())
    push_at(NOON)
    assert FakePushServer.got == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1/push",
        "https://127.0.0.1/push",
        "https://169.254.169.254/latest",
        "https://[::1]/push",
        "https://user@push.example/x",
        "file:///etc/passwd",
        "https://10.0.0.7/push",
    ],
)
def test_addresses_inside_the_house_are_refused(me: Person, endpoint: str) -> None:
    """D: a subscription is an address that the server will call."""
    FakeBrowser().subscribe(me, endpoint, status=422)
    assert not Subscription.objects.exists()


def test_nothing_secret_is_stored_in_clear(me: Person, browser: FakeBrowser, service: str) -> None:
    row, key = Subscription.objects.get(), PushKey.objects.get()
    assert service not in row.sealed
    assert json.loads(unseal(row.sealed))[0] == f"{service}/push/1"
    private = ec.derive_private_key(int.from_bytes(unb64(unseal(key.sealed_private)), "big"), CURVE)
    assert b64(public_bytes(private)) == key.public
    assert service not in json.dumps(me.get("/notices/settings")["browsers"])


def test_a_browser_belongs_to_who_signed_in_last(
    me: Person, colleague: Person, browser: FakeBrowser, service: str
) -> None:
    browser.subscribe(colleague, f"{service}/push/1")
    assert Subscription.objects.get().agent_id == colleague.actor.agent_id


def test_a_session_that_is_ended_takes_its_browser_along(me: Person, browser: FakeBrowser) -> None:
    session = uuid7()
    Subscription.objects.update(session_id=session)
    forget_session(session_id=session, at=now())
    assert not Subscription.objects.exists()


def test_one_unsubscribes_ones_own_browser_only(me: Person, colleague: Person, browser: FakeBrowser) -> None:
    (known,) = me.get("/notices/settings")["browsers"]
    path = f"/api/v1/notices/push/browsers/{known['id']}"
    assert colleague.api.delete(path).status_code == 404
    assert me.api.delete(path).status_code == 204
    assert me.api.delete(path).status_code == 404


def test_ten_browsers_are_enough(me: Person, service: str) -> None:
    for number in range(10):
        FakeBrowser().subscribe(me, f"{service}/push/{number}")
    refused = FakeBrowser().subscribe(me, f"{service}/push/11", status=409)
    assert refused["code"] == "too_many_browsers"
