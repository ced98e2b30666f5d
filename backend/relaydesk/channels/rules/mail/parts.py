"""The parts of a mail (RFC 2045, 2046), found without recursion and without copying."""

import binascii
import quopri
import re
from dataclasses import dataclass

from relaydesk.channels.rules.mail import limits
from relaydesk.channels.rules.mail.headers import Headers, loose_base64, parameters, split_header

_AFTER_BOUNDARY = re.compile(rb"(--)?[ \t]{0,200}(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds no further parts; `data[start:end]` is its encoded body.

    `alternative` numbers the `multipart/alternative` it stands in (0: in none).
    """

    headers: Headers
    content_type: str
    type_parameters: dict[str, str]
    disposition: str
    name: str
    start: int
    end: int
    alternative: int
    within: str

    @property
    def content_id(self) -> str:
        """The name by which HTML refers to this part, without brackets."""
        return self.headers.text("content-id").strip("<> ")[:250]


@dataclass(slots=True)
class _Open:
    start: int
    end: int
    depth: int
    alternative: int
    within: str


def find_parts(data: bytes) -> tuple[Headers, list[Part]]:
    """Return the header of the mail and its leaf parts in order, at most MAX_PARTS.

    What is nested deeper than MAX_DEPTH, or has no usable boundary, is a leaf itself.
    """
    top, body = split_header(data)
    leaves: list[Part] = []
    stack = [_Open(0, len(data), 0, 0, "")]
    alternatives = scanned = 0
    while stack and len(leaves) < limits.MAX_PARTS:
        node = stack.pop()
        headers, start = (top, body) if node.depth == 0 else split_header(data, node.start, node.end)
        kind, values = parameters(headers.raw("content-type"))
        boundary = values.get("boundary", "").rstrip().encode("utf-8", "replace")[:200]
        divided: list[tuple[int, int]] = []
        if kind.startswith("multipart/") and boundary and node.depth < limits.MAX_DEPTH:
            scanned += node.end - start
            if scanned <= limits.MAX_SCANNED:
                divided = _divide(data, start, node.end, boundary)
        if divided:
            alternative = node.alternative
            if kind == "multipart/alternative":
                alternatives += 1
                alternative = alternatives
            children = [_Open(a, b, node.depth + 1, alternative, kind) for a, b in divided]
            stack.extend(reversed(children))
        else:
            leaves.append(_leaf(headers, kind, values, node, start))
    return top, leaves


def content(data: bytes, part: Part) -> bytes:
    """Return the bytes of a part with its transfer encoding taken off; broken encodings are read as far as
    they go.
    """
    encoded = data[part.start : part.end]
    encoding = part.headers.text("content-transfer-encoding").lower().strip().strip('"')
    if encoding.startswith("base64"):
        return _base64(encoded)
    if encoding.startswith("quoted"):
        return quopri.decodestring(encoded)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uudecoded(encoded)
    return encoded


def _leaf(headers: Headers, kind: str, values: dict[str, str], node: _Open, start: int) -> Part:
    disposition, more = parameters(headers.raw("content-disposition"))
    if not kind or "/" not in kind:
        kind = "message/rfc822" if node.within == "multipart/digest" else "text/plain"
    end = node.end
    return Part(
        headers=headers,
        content_type=kind[:100],
        type_parameters=values,
        disposition=disposition,
        name=(more.get("filename") or values.get("name") or "")[:255],
        start=min(start, end),
        end=end,
        alternative=node.alternative,
        within=node.within,
    )


def _divide(data: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
    """Return (start, end) of each part between boundary lines; a missing last boundary ends at the end."""
    line = b"--" + boundary
    pieces: list[tuple[int, int]] = []
    opened = -1
    position = start
    while len(pieces) < limits.MAX_PARTS:
        found = _next_boundary(data, line, position, start, end)
        if found is None:
            break
        at, after, last = found
        if opened >= 0:
            pieces.append((opened, _before_break(data, opened, at)))
        opened = -1 if last else after
        position = after
        if last:
            break
    if opened >= 0 and len(pieces) < limits.MAX_PARTS:
        pieces.append((opened, end))
    return pieces


def _next_boundary(
    data: bytes, line: bytes, position: int, start: int, end: int
) -> tuple[int, int, bool] | None:
    at = position - 1
    while True:
        at = data.find(line, at + 1, end)
        if at < 0:
            return None
        if at == start or data[at - 1] == 10:
            after = _AFTER_BOUNDARY.match(data, at + len(line), end)
            if after is not None:
                return at, after.end(), after.group(1) is not None


def _before_break(data: bytes, opened: int, at: int) -> int:
    # The line break before a boundary belongs to the boundary (RFC 2046 section 5.1.1).
    if at > opened and data[at - 1] == 10:
        at -= 1
    if at > opened and data[at - 1] == 13:
        at -= 1
    return at


def _base64(encoded: bytes) -> bytes:
    try:
        return binascii.a2b_base64(encoded)
    except binascii.Error:
        return loose_base64(encoded)


def _uudecoded(encoded: bytes) -> bytes:
    decoded = bytearray()
    begun = False
    for line in encoded.splitlines():
        if not begun:
            begun = line.startswith(b"begin ")
        elif line.strip() in (b"end", b"`", b""):
            break
        else:
            try:
                decoded += binascii.a2b_uu(line)
            except binascii.Error:
                count = (((line[0] - 32) & 63) * 4 + 5) // 3
                try:
                    decoded += binascii.a2b_uu(line[:count])
                except binascii.Error:
                    break
    return bytes(decoded)
