"""Calls that the server makes: where to, how long, how much (regression list D)."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from relaydesk.platform.http_client import OutgoingFailed, check_url, fetch
from relaydesk.platform.outgoing_addresses import OutgoingRefused


class Handler(BaseHTTPRequestHandler):
    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/secret")
            self.end_headers()
        elif self.path == "/large":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 5000)
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(400):
                time.sleep(0.05)
                self.wfile.write(b"x")
                self.wfile.flush()
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"a": 1}')

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.seen = []
    threading.Thread(target=found.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{found.server_address[1]}"
    found.shutdown()
    found.server_close()


@pytest.fixture
def listed(settings):
    settings.OUTGOING_NETWORKS = ("127.0.0.0/8",)


def test_a_listed_address_is_called_and_answers(server, listed):
    assert fetch(f"{server}/a?b=c").json() == {"a": 1}
    assert Handler.seen == ["/a?b=c"]


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://172.16.0.1/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
    ],
)
def test_cve_2026_34719_private_addresses_are_refused_at_save_and_at_send(url):
    for call in (check_url, fetch):
        with pytest.raises(OutgoingRefused) as caught:
            call(url)
        assert caught.value.code in ("address_refused", "name_unknown")


def test_ghsa_r2x7_427f_rq69_a_name_with_one_private_address_is_refused(monkeypatch):
    def both(host, port, **kwargs):
        return [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("10.0.0.7", port))]

    monkeypatch.setattr("socket.getaddrinfo", both)
    with pytest.raises(OutgoingRefused, match=r"10\.0\.0\.7"):
        check_url("https://rebinding.example/")


def test_ghsa_r2x7_427f_rq69_the_address_that_was_checked_is_the_one_connected_to(
    server, listed, monkeypatch
):
    port = int(server.rpartition(":")[2])
    asked = []

    def answer(host, *args, **kwargs):
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("relaydesk.platform.outgoing_addresses.socket.getaddrinfo", answer)
    connected = []
    import socket

    create = socket.create_connection
    monkeypatch.setattr(
        "relaydesk.platform.http_client.socket.create_connection",
        lambda address, timeout: connected.append(address) or create(address, timeout),
    )
    fetch(f"http://idp.example:{port}/")
    assert asked[0] == "idp.example"
    assert connected == [("127.0.0.1", port)]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com/", "scheme_refused"),
        ("file:///etc/passwd", "scheme_refused"),
        ("FILE:///etc/passwd", "scheme_refused"),
        ("gopher://127.0.0.1/", "scheme_refused"),
        ("https://user:word@example.com/", "not_a_url"),
        ("https:///path", "not_a_url"),
        ("https://exa mple.com/", "not_a_url"),
        ("https://example.com/\r\nHost: a", "not_a_url"),
        ("https://[::1/", "not_a_url"),
        ("", "scheme_refused"),
    ],
)
def test_cve_2026_72721_only_plain_web_addresses_are_read_whatever_their_case(url, code):
    with pytest.raises(OutgoingRefused) as caught:
        check_url(url)
    assert caught.value.code == code


def test_cve_2025_32358_a_redirect_is_not_followed(server, listed):
    assert fetch(f"{server}/redirect").status == 302
    assert Handler.seen == ["/redirect"]


def test_plain_http_goes_to_listed_addresses_only(monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("93.184.216.34", 80))])
    with pytest.raises(OutgoingRefused) as caught:
        check_url("http://example.com/")
    assert caught.value.code == "scheme_refused"


def test_an_answer_that_is_too_large_is_not_used(server, listed):
    with pytest.raises(OutgoingFailed, match="larger"):
        fetch(f"{server}/large", max_bytes=1000)


def test_an_answer_that_drips_is_cut_off(server, listed):
    begun = time.monotonic()
    with pytest.raises(OutgoingFailed, match=r"within 0\.4 s") as caught:
        fetch(f"{server}/slow", timeout=0.4)
    assert "0.4 秒" in caught.value.chinese
    assert time.monotonic() - begun < 10, "the whole answer takes twenty seconds"


def test_that_nobody_listens_is_said_in_both_languages(listed):
    with pytest.raises(OutgoingFailed, match="refuses connections at port 9") as caught:
        fetch("http://127.0.0.1:9/")
    assert caught.value.chinese == "127.0.0.1 拒绝连接端口 9。"
