"""Addresses of a mail header, one by one (RFC 5322 section 3.4; CVE-2023-27043).

A list is cut at its commas first, each piece is then read on its own, and a piece that is not exactly one
address is
left out without harm to the others. What we return is the address written anew, never the sender's spelling.
"""

import re
from dataclasses import dataclass

from relaydesk.channels.rules.mail import limits
from relaydesk.channels.rules.mail.headers import decode_words, one_line, raw_text

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,250}\Z")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?\Z")


@dataclass(frozen=True, slots=True)
class Address:
    """One address in lower case of domain, and the name that stood beside it."""

    email: str
    name: str


def parse_addresses(value: bytes | None) -> list[Address]:
    """Return the addresses of a From, To, Cc or Reply-To field, at most MAX_ADDRESSES."""
    if not value:
        return []
    found: list[Address] = []
    for piece in _pieces(raw_text(value)):
        address = _one(piece)
        if address is not None:
            found.append(address)
        if len(found) >= limits.MAX_ADDRESSES:
            break
    return found


def is_address(text: str) -> bool:
    """Tell whether `text` is one bare address: no blanks, quotes, control characters or lists."""
    local, _, domain = text.rpartition("@")
    return (
        bool(_ADDRESS.match(text))
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and bool(_DOMAIN.match(domain))
    )


def _pieces(text: str) -> list[str]:
    """Cut at commas, and at the marks of groups, outside of quotes, comments and angle brackets."""
    pieces: list[str] = []
    start = position = depth = 0
    quoted = angled = False
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 1
        elif quoted:
            quoted = character != '"'
        elif character == '"':
            quoted = True
        elif character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and character == "<":
            angled = True
        elif depth == 0 and character == ">":
            angled = False
        elif depth == 0 and not angled and character in ",;:":
            pieces.append("" if character == ":" else text[start:position])
            start = position + 1
        position += 1
        if len(pieces) > 4 * limits.MAX_ADDRESSES:
            return pieces
    pieces.append(text[start:])
    return pieces


def _one(piece: str) -> Address | None:
    bare, comment = _without_comments(piece.strip())
    if "<" in bare:
        name, _, rest = bare.partition("<")
        inner, closed, after = rest.partition(">")
        if not closed or "<" in inner or after.strip():
            # `a@b <c@d> e@f`, `<a@b <c@d>`, `a@b <c@d`: two readers would take two addresses, so we take
            # none.
            return None
        email = inner.strip()
    else:
        name, email = comment, bare.strip()
    email = email.removeprefix("mailto:").strip("'\"") if not is_address(email) else email
    if not is_address(email):
        return None
    local, _, domain = email.rpartition("@")
    shown = one_line(decode_words(_plain_name(name))) or ""
    return Address(email=f"{local}@{domain.lower()}", name=shown[:200])


def _plain_name(name: str) -> str:
    text = name.strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return re.sub(r"\\(.)", r"\1", text).strip().strip("\"'").strip()


def _without_comments(text: str) -> tuple[str, str]:
    if "(" not in text:
        return text, ""
    kept: list[str] = []
    comment: list[str] = []
    depth, quoted, position = 0, False, 0
    while position < len(text):
        character = text[position]
        if character == "\\" and position + 1 < len(text):
            (comment if depth else kept).append(text[position : position + 2])
            position += 2
            continue
        if character == '"' and depth == 0:
            quoted = not quoted
        if character == "(" and not quoted:
            depth += 1
        elif character == ")" and depth and not quoted:
            depth -= 1
        else:
            (comment if depth else kept).append(character)
        position += 1
    return "".join(kept), "".join(comment).strip()
