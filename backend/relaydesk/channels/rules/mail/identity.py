"""By what a delivery is recognised when it comes again (reliability G22)."""

import hashlib
import re

from relaydesk.channels.rules.mail.headers import Headers, split_header

_ID = re.compile(r"<([^<>\s]{1,900})>")
_TRAILING = re.compile(rb"[ \t\r]+\n")


def message_id_of(headers: Headers) -> str:
    """The Message-ID without brackets; "" when there is none that can be used."""
    text = headers.text("message-id")
    found = _ID.search(text)
    if found:
        return found.group(1)
    bare = text.strip("<> ")
    return bare if bare and " " not in bare and len(bare) <= 900 else ""


def references_of(headers: Headers, most: int) -> tuple[str, ...]:
    """The Message-IDs of In-Reply-To and References, nearest first; of a long list the first and the last
    half.
    """
    answered = _ID.findall(headers.text("in-reply-to"))[:most]
    thread = _ID.findall(headers.text("references"))
    if len(thread) > most:
        thread = thread[: most // 2] + thread[-(most // 2) :]
    return tuple(dict.fromkeys([*answered, *reversed(thread)]))[: 2 * most]


def external_key(data: bytes) -> str:
    """Return the key of a mail: a hash of its Message-ID and its body, 64 hexadecimal digits.

    Fields that change on the way (Received, Return-Path) do not count, nor do line ends and blanks at them.
    Without a
    Message-ID, sender, date and subject stand in for it.
    """
    headers, body = split_header(data)
    name = message_id_of(headers)
    if not name:
        name = "\n".join(headers.text(field) for field in ("from", "date", "subject"))
    digest = hashlib.sha256(name.encode("utf-8", "replace"))
    digest.update(b"\0")
    digest.update(_TRAILING.sub(b"\n", data[body:]).rstrip())
    return digest.hexdigest()
