"""The one HTTP client for calls that the server makes of its own accord.

It goes to checked addresses only (`outgoing_addresses`), connects to the very address that was checked,
follows no redirect (CVE-2025-32358: the second address had not been checked), uses no proxy of the
environment, and gives up on answers that take too long or are too large. On the standard library: no
dependency more.
"""

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from relaydesk.platform.outgoing_addresses import Address, OutgoingRefused, checked_address, is_listed

USER_AGENT = "Relaydesk"
TIMEOUT = 10.0
MAX_BYTES = 1024 * 1024
PORTS = {"https": 443, "http": 80}


class OutgoingFailed(Exception):
    """The other side could not be reached, or its answer cannot be used.

    Args:
        message: why, in English, for the administrator.
        chinese: the same in Chinese.
    """

    def __init__(self, message: str, chinese: str) -> None:
        super().__init__(message)
        self.message = message
        self.chinese = chinese


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Args:
        status: HTTP status; redirects too are handed to the caller.
        headers: names in lower case.
        body: at most as many bytes as asked for.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Parse the body.

        Raises:
            OutgoingFailed: it is not JSON.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise OutgoingFailed("The answer is not JSON.", "返回的内容不是 JSON。") from None


@dataclass(frozen=True, slots=True)
class _Target:
    scheme: str
    host: str
    port: int
    path: str
    address: Address


def check_url(url: str) -> None:
    """Look at an address when it is saved, so that the administrator hears of it then.

    Raises:
        OutgoingRefused: `fetch` would refuse it.
    """
    _target(url)


def _target(url: str) -> _Target:
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        raise OutgoingRefused(
            "not_a_url", "The address has blanks or control characters.", "地址中有空格或控制字符。"
        )
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise OutgoingRefused("not_a_url", "This is not an address.", "这不是一个地址。") from None
    if scheme not in PORTS:
        raise _not_secure()
    if not host or parts.username is not None or parts.password is not None:
        raise OutgoingRefused(
            "not_a_url", "The address needs a host, and no user name.", "地址要有主机名，不能带用户名。"
        )
    port = port or PORTS[scheme]
    address = checked_address(host, port)
    if scheme == "http" and not is_listed(address):
        raise _not_secure()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Target(scheme, host, port, path, address)


def _not_secure() -> OutgoingRefused:
    return OutgoingRefused(
        "scheme_refused", "The address must begin with https://.", "地址必须以 https:// 开头。"
    )


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, speaking TLS with the name that was asked for."""

    def __init__(self, target: _Target, timeout: float, context: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self._target, self._context = target, context
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        """Connect."""
        sock = socket.create_connection((str(self._target.address), self._target.port), self.timeout)
        if self._context is not None:
            sock = self._context.wrap_socket(sock, server_hostname=self._target.host)
        self.sock = self.wire = sock


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    body: bytes | None = None,
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_BYTES,
    ca_certificates: str = "",
) -> Answer:
    """Make one request.

    Args:
        url: `https://…`; `http://…` to addresses that the operator has listed.
        method: HTTP method.
        headers: further headers.
        form: fields to be sent as `application/x-www-form-urlencoded`.
        body: bytes to be sent instead; `headers` says what they are.
        timeout: seconds for everything together.
        max_bytes: largest body that is read.
        ca_certificates: certificates in PEM to be trusted besides those of the system.

    Raises:
        OutgoingRefused: the server does not connect there.
        OutgoingFailed: no answer, a broken one, one too large or too slow.
    """
    target = _target(url)
    sent = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "identity"}
    sent.update(headers or {})
    if form is not None:
        body = urlencode(form).encode()
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection = _Pinned(target, timeout, _context(ca_certificates) if target.scheme == "https" else None)
    try:
        with _deadline(connection, timeout):
            connection.request(method, target.path, body=body, headers=sent)
            response = connection.getresponse()
            data = response.read(max_bytes + 1)
    except ssl.SSLCertVerificationError as exc:
        raise OutgoingFailed(
            f"The certificate of {target.host} is not trusted: {exc.verify_message}.",
            f"{target.host} 的证书不受信任：{exc.verify_message}。",
        ) from exc
    except ConnectionRefusedError as exc:
        raise OutgoingFailed(
            f"{target.host} refuses connections at port {target.port}.",
            f"{target.host} 拒绝连接端口 {target.port}。",
        ) from exc
    except TimeoutError as exc:
        raise OutgoingFailed(
            f"{target.host} does not answer within {timeout:g} s.",
            f"{target.host} 在 {timeout:g} 秒内没有应答。",
        ) from exc
    except (OSError, http.client.HTTPException, ValueError) as exc:
        raise OutgoingFailed(
            f"{target.host} does not answer: {type(exc).__name__}.",
            f"{target.host} 没有应答（{type(exc).__name__}）。",
        ) from exc
    finally:
        connection.close()
    if len(data) > max_bytes:
        raise OutgoingFailed(
            f"The answer of {target.host} is larger than {max_bytes} bytes.",
            f"{target.host} 返回的内容超过 {max_bytes} 字节。",
        )
    found = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, found, data)


def _context(ca_certificates: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_certificates:
        context.load_verify_locations(cadata=ca_certificates)
    return context


@contextmanager
def _deadline(connection: _Pinned, seconds: float) -> Iterator[None]:
    """Cut the line after so many seconds, however slowly the other side drips."""
    expired = threading.Event()

    def cut() -> None:
        expired.set()
        if connection.wire is not None:
            with suppress(OSError):
                connection.wire.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if expired.is_set():
        raise TimeoutError
