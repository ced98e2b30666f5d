"""Writing mail: the bytes of one outgoing mail from plain facts, the same each time.

Nothing that a person typed gets into a header except through `_words`, which leaves no control character,
and what was
written is read again before it leaves (CVE-2012-4730, CVE-2025-48388, CVE-2024-6923): fields that we did
not write
mean that the mail is not sent.
"""

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import unescape

from relaydesk.channels.rules.mail.addresses import is_address
from relaydesk.channels.rules.mail.headers import one_line, split_header
from relaydesk.platform.html import to_text

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>\Z")
_SAFE_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\Z")
_PLAIN_WORDS = re.compile(r"[ !#-'*-;=?@A-\[\]^-~]*\Z")
_OWN_IMAGE = re.compile(r'(<img\b(?: [a-z-]+="[^"]*")*? src=")([^"]*)(")')
_WORD_BYTES = 42


class UnsafeMailError(Exception):
    """What was written is not what was meant; the mail must not leave."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to send along; `url` is its address in our API, by which HTML shows it."""

    name: str
    content_type: str
    data: bytes
    inline: bool
    url: str
    key: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An outgoing mail as facts. `automatic` is "" or the value of Auto-Submitted (RFC 3834 section 5).

    `to_all` (pairs of address and name) and `cc` are whom the header names when it goes to several;
    `to_address` is where this one goes.
    """

    message_id: str
    from_address: str
    from_name: str
    to_address: str
    to_name: str
    reply_to: str
    subject: str
    html: str
    date: datetime
    automatic: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    to_all: tuple[tuple[str, str], ...] = ()
    cc: tuple[str, ...] = ()


def headers_of(letter: Letter) -> list[tuple[str, str]]:
    """The fields of the mail, in order, ready for the wire and all ASCII.

    Raises:
        UnsafeMailError: an address or a Message-ID is not one.
    """
    named = letter.to_all or (((letter.to_address, letter.to_name),) if not letter.cc else ())
    for address in (
        *(letter.from_address, letter.to_address, letter.reply_to),
        *(address for address, _ in named),
        *letter.cc,
    ):
        if not is_address(address) or not address.isascii():
            raise UnsafeMailError("an address cannot be written")
    if not _MESSAGE_ID.match(letter.message_id):
        raise UnsafeMailError("the Message-ID cannot be written")
    known = [i for i in letter.references if _MESSAGE_ID.match(i)]
    fields = [
        ("Date", format_datetime(letter.date)),
        ("From", _mailbox(letter.from_name, letter.from_address)),
        *([("To", ",\r\n ".join(_mailbox(name, address) for address, name in named))] if named else []),
        *([("Cc", ",\r\n ".join(letter.cc))] if letter.cc else []),
        ("Reply-To", letter.reply_to),
        ("Subject", _words(letter.subject)),
        ("Message-ID", letter.message_id),
    ]
    if _MESSAGE_ID.match(letter.in_reply_to):
        fields.append(("In-Reply-To", letter.in_reply_to))
    if known:
        fields.append(("References", "\r\n ".join(known)))
    if letter.automatic:
        fields += [("Auto-Submitted", letter.automatic), ("X-Auto-Response-Suppress", "All")]
    fields.append(("MIME-Version", "1.0"))
    return fields


def write_mail(letter: Letter) -> bytes:
    """Return the mail as bytes with CRLF, lines ≤ 998 (RFC 5322 section 2.1.1).

    Raises:
        UnsafeMailError: the facts cannot be written safely.
    """
    fields = headers_of(letter)
    token = letter.message_id.strip("<>").partition("@")[0][-24:].replace(".", "-")
    html, shown = _with_content_ids(letter.html, letter.files, letter.from_address.rpartition("@")[2])
    body = _multipart(
        "alternative",
        f"=_a-{token}",
        [_text("plain", to_text(letter.html) or " "), _text("html", _document(html))],
    )
    inline = [file for file in letter.files if file.key in shown]
    if inline:
        body = _multipart("related", f"=_r-{token}", [body, *(_file(f, shown[f.key]) for f in inline)])
    rest = [file for file in letter.files if file.key not in shown]
    if rest:
        body = _multipart("mixed", f"=_m-{token}", [body, *(_file(f, "") for f in rest)])
    head = "".join(f"{name}: {value}\r\n" for name, value in fields).encode("ascii")
    mail = head + body
    _check(mail, [name.lower() for name, _ in fields])
    return mail


def _check(mail: bytes, names: list[str]) -> None:
    headers, _ = split_header(mail)
    if [name for name, _ in headers.items()][: len(names)] != names or len(headers.items()) != len(names) + 1:
        raise UnsafeMailError("the written header holds other fields than were meant")


def _mailbox(name: str, address: str) -> str:
    words = one_line(name).replace("@", " ").strip()
    if not words:
        return address
    if _PLAIN_WORDS.match(words) and len(words) < 60:
        escaped = words.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{address}>'
    return f"{_words(words)}\r\n <{address}>"


def _words(text: str) -> str:
    """Return text as a field body: ASCII as it is when short and harmless, else encoded words of RFC 2047."""
    line = one_line(text)
    if _PLAIN_WORDS.match(line) and len(line) < 70 and "=?" not in line:
        return line
    pieces: list[str] = []
    current = ""
    for character in line:
        if len((current + character).encode("utf-8", "replace")) > _WORD_BYTES:
            pieces.append(current)
            current = ""
        current += character
    pieces.append(current)
    return "\r\n ".join(
        f"=?utf-8?B?{base64.b64encode(p.encode('utf-8', 'replace')).decode()}?=" for p in pieces
    )


def _text(kind: str, text: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + _base64(text.replace("\n", "\r\n").encode("utf-8", "replace"))


def _file(file: File, content_id: str) -> bytes:
    kind = file.content_type.lower()
    safe = kind if _SAFE_TYPE.match(kind) and not kind.startswith(("multipart/", "message/")) else ""
    name = _percent(one_line(file.name)[:200] or "file")
    disposition = "inline" if content_id else "attachment"
    lines = [
        f"Content-Type: {safe or 'application/octet-stream'}",
        "Content-Transfer-Encoding: base64",
        f"Content-Disposition: {disposition};\r\n {name}",
    ]
    if content_id:
        lines.append(f"Content-ID: <{content_id}>")
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + _base64(file.data)


def _percent(name: str) -> str:
    """Return the parameter filename in the sections of RFC 2231, each line short."""
    allowed = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    encoded = [chr(b) if b in allowed else f"%{b:02X}" for b in name.encode("utf-8", "replace")]
    sections: list[str] = [""]
    for piece in encoded:
        if len(sections[-1]) + len(piece) > 60:
            sections.append("")
        sections[-1] += piece
    if len(sections) == 1:
        return f"filename*=UTF-8''{sections[0]}"
    marked = [f"UTF-8''{sections[0]}", *sections[1:]]
    return ";\r\n ".join(f"filename*{number}*={piece}" for number, piece in enumerate(marked))


def _multipart(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    # Base64 bodies hold no "=_" at the beginning of a line, so no part can hold the boundary.
    line = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def _base64(data: bytes) -> bytes:
    encoded = base64.b64encode(data)
    return b"\r\n".join(encoded[i : i + 76] for i in range(0, len(encoded), 76))


def _with_content_ids(html: str, files: tuple[File, ...], domain: str) -> tuple[str, dict[str, str]]:
    """Point pictures at parts of the mail; return the HTML and the Content-ID of each file that it shows."""
    by_url = {file.url: file for file in files}
    shown: dict[str, str] = {}

    def replaced(found: re.Match[str]) -> str:
        file = by_url.get(unescape(found.group(2)))
        if file is None:
            # A picture of ours that does not travel along would ask the reader to sign in: it loses its
            # address.
            keep = found.group(2).startswith("data:")
            return found.group(0) if keep else f"{found.group(1)}{found.group(3)}"
        shown[file.key] = f"{file.key}@{domain}"
        return f"{found.group(1)}cid:{shown[file.key]}{found.group(3)}"

    return _OWN_IMAGE.sub(replaced, html), shown


def _document(html: str) -> str:
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{html}</body></html>'
