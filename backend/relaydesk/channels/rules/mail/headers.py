"""The header of a mail or of a part: fields, encoded words (RFC 2047), parameters (RFC 2231)."""

import binascii
import re
from urllib.parse import unquote_to_bytes

from relaydesk.channels.rules.mail import limits
from relaydesk.channels.rules.mail.charsets import decode

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]{0,20}:")
_FOLD = re.compile(r"\r?\n[ \t]?|\r")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_CONTINUED = re.compile(r"(.{1,60}?)\*(\d{1,3})?(\*)?\Z")


class Headers:
    """The fields of one header in their order; names are compared without case."""

    def __init__(self, fields: list[tuple[str, bytes]]) -> None:
        self._fields = fields

    def raw(self, name: str) -> bytes | None:
        """The first field of this name as it came, unfolded by nobody yet."""
        return next((value for key, value in self._fields if key == name), None)

    def all_raw(self, name: str) -> list[bytes]:
        """Every field of this name."""
        return [value for key, value in self._fields if key == name]

    def items(self) -> list[tuple[str, bytes]]:
        """All fields in their order."""
        return list(self._fields)

    def names(self) -> set[str]:
        """The names that occur, in lower case."""
        return {key for key, _ in self._fields}

    def text(self, name: str) -> str:
        """The first field of this name as one line of readable text, "" when there is none."""
        value = self.raw(name)
        return "" if value is None else readable(value)


def split_header(data: bytes, start: int = 0, end: int | None = None) -> tuple[Headers, int]:
    """Read the header that begins at `start`; return it and where the body begins.

    What is not a field ends the header, as an empty line does. Past the limits fields are left out.
    """
    stop = len(data) if end is None else end
    position = _skip_preface(data, start, stop)
    fields: list[tuple[str, bytes]] = []
    while position < stop:
        line_end, following = _line(data, position, stop)
        if line_end == position:
            return Headers(fields), following
        if data[position] in b" \t" and fields:
            if position - start < limits.MAX_HEADER_BYTES:
                name, value = fields[-1]
                if len(value) < limits.MAX_HEADER_VALUE:
                    fields[-1] = (name, value + b"\n" + data[position:line_end])
        else:
            found = _FIELD.match(data, position, min(line_end, position + 130))
            if found is None:
                return Headers(fields), position
            if len(fields) < limits.MAX_HEADERS and position - start < limits.MAX_HEADER_BYTES:
                name = found.group(1).decode("ascii").lower()
                fields.append((name, data[found.end() : line_end][: limits.MAX_HEADER_VALUE]))
        position = following
    return Headers(fields), stop


def readable(value: bytes) -> str:
    """Return an unstructured field as one line of text: unfolded, encoded words decoded, no control
    characters.
    """
    return one_line(decode_words(raw_text(value)))


def raw_text(value: bytes) -> str:
    """Return a field unfolded, raw 8-bit text decoded, encoded words still encoded."""
    return _FOLD.sub(" ", decode(value[: limits.MAX_HEADER_VALUE], None)).strip()


def one_line(text: str) -> str:
    """Replace control characters and line separators by blanks."""
    return _CONTROL.sub(" ", text).strip()


def decode_words(text: str) -> str:
    """Decode the encoded words of RFC 2047.

    Neighbours with the same charset are joined before decoding, because senders split inside a character.
    """
    if "=?" not in text:
        return text
    parts: list[str] = []
    pending, pending_label = b"", ""
    position = 0
    for found in _WORD.finditer(text):
        between = text[position : found.start()]
        label = found.group(1).partition("*")[0]
        if pending and (between.strip() or label.lower() != pending_label.lower()):
            parts.append(decode(pending, pending_label))
            pending = b""
        if between.strip() or not (parts or pending):
            parts.append(between)
        pending += _word_bytes(found.group(2), found.group(3))
        pending_label = label
        position = found.end()
    parts.append(decode(pending, pending_label))
    parts.append(text[position:])
    return "".join(parts)


def parameters(value: bytes | None) -> tuple[str, dict[str, str]]:
    """Read `type/subtype; name=value; …`; return the value in lower case and its parameters, decoded."""
    if value is None:
        return "", {}
    pieces = _split(_FOLD.sub(" ", value.decode("latin-1")))
    plain: dict[str, str] = {}
    continued: dict[str, dict[int, tuple[str, bool]]] = {}
    for piece in pieces[1:]:
        name, equals, content = piece.partition("=")
        name = name.strip().lower()
        if not equals or not name:
            continue
        found = _CONTINUED.match(name)
        if found is None:
            plain.setdefault(name, _parameter_text(_unquoted(content)))
        else:
            encoded = found.group(3) is not None or found.group(2) is None
            section = continued.setdefault(found.group(1), {})
            section.setdefault(int(found.group(2) or 0), (_unquoted(content), encoded))
    for name, sections in continued.items():
        plain[name] = _join_sections(sections)
    head = pieces[0].strip().lower() if pieces else ""
    return re.split(r"[\s]", head, maxsplit=1)[0] if head else "", plain


def _skip_preface(data: bytes, position: int, stop: int) -> int:
    # Empty lines before the header and the "From " line of mbox files belong to nobody.
    for _ in range(20):
        line_end, following = _line(data, position, stop)
        if (line_end == position and following > position) or data.startswith(
            (b"From ", b">From "), position, stop
        ):
            position = following
        else:
            break
    return position


def _line(data: bytes, position: int, stop: int) -> tuple[int, int]:
    feed = data.find(b"\n", position, stop)
    if feed < 0:
        return stop, stop
    return (feed - 1 if feed > position and data[feed - 1] == 13 else feed), feed + 1


def _word_bytes(encoding: str, content: str) -> bytes:
    data = content.encode("latin-1", "replace") if content.isascii() else content.encode("utf-8", "replace")
    if encoding in "qQ":
        return _QUOTED_BYTE.sub(lambda found: bytes([int(found.group(1), 16)]), data.replace(b"_", b" "))
    return loose_base64(data)


def loose_base64(data: bytes) -> bytes:
    """Decode base64 whatever else is between, and however it ends."""
    clean = _NOT_BASE64.sub(b"", data)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _split(text: str) -> list[str]:
    """Split at semicolons outside of quotes, in one pass."""
    pieces: list[str] = []
    position = start = 0
    quoted = False
    while position < len(text) and len(pieces) < limits.MAX_PARAMETERS:
        character = text[position]
        if character == "\\" and quoted:
            position += 1
        elif character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            pieces.append(text[start:position])
            start = position + 1
        position += 1
    pieces.append(text[start:])
    return pieces


def _unquoted(content: str) -> str:
    text = content.strip()
    if text.startswith('"'):
        end = text.rfind('"')
        text = text[1:end] if end > 0 else text[1:]
        return re.sub(r"\\(.)", r"\1", text)
    return text


def _parameter_text(latin: str) -> str:
    return one_line(decode_words(decode(latin.encode("latin-1", "replace"), None)))


def _join_sections(sections: dict[int, tuple[str, bool]]) -> str:
    data, label = b"", ""
    for number in sorted(sections):
        text, encoded = sections[number]
        if encoded:
            if number == 0 and text.count("'") >= 2:
                label, _, text = text.split("'", 2)
            data += unquote_to_bytes(text.encode("latin-1", "replace"))
        else:
            data += text.encode("latin-1", "replace")
    decoded = decode(data, label or None)
    return one_line(decode_words(decoded))
