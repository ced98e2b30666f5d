"""File names and content types that cannot hurt. Pure."""

import mimetypes
import re
import unicodedata
from urllib.parse import quote

import puremagic

from relaydesk.files.contracts import MAX_NAME_LENGTH

SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Pictures that browsers only ever draw; everything else is downloaded (CVE-2022-25802: an own list)."""

UNKNOWN = "application/octet-stream"
_SEPARATORS = re.compile(r"[/\\\uff0f\uff3c\u2044\u2215]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,90}\Z")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """Tidy a file name: NFKC, last part of any path, no control, format or device characters, at
    most 255 bytes.

    Normalised before it is looked at, so that a full-width slash or a zero-width space hides nothing
    (CVE-2026-27636, CVE-2026-28289). The ending survives shortening.
    """
    plain = unicodedata.normalize("NFKC", name)
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C")
    plain = _FORBIDDEN.sub("_", _SEPARATORS.split(plain)[-1])
    plain = " ".join(plain.split()).strip(". ")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    return _shortened(plain) or "file"


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_LENGTH:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = MAX_NAME_LENGTH - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + ending


def content_type_of(name: str, claimed: str, data: bytes) -> str:
    """Find out what a file is: by its bytes, then by its ending, then by what the sender claims.

    The bytes alone decide that something is a picture to be shown: a claim or an ending never makes it one.
    """
    sniffed = _sniff(data)
    if sniffed in SHOWN_INLINE:
        return sniffed
    by_name = mimetypes.guess_type(name)[0] or ""
    for candidate in (by_name, sniffed or "", claimed.partition(";")[0].strip().lower()):
        if _TYPE.match(candidate) and candidate not in SHOWN_INLINE:
            return candidate
    return UNKNOWN


def _sniff(data: bytes) -> str | None:
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "image/png"
    if data[:3] == b"\xff\xd8\xff":
        return "image/jpeg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    try:
        return puremagic.from_string(data[:65536], mime=True).lower() or None
    except (puremagic.PureError, ValueError):
        return None


def download_headers(*, name: str, content_type: str, size: int) -> dict[str, str]:
    """Headers under which a browser never runs a file: typed, boxed in, and saved unless a picture."""
    shown = content_type in SHOWN_INLINE
    plain = re.sub(r'[^\x20-\x7e]|["\\%]', "_", name)
    disposition = "inline" if shown else "attachment"
    encoded = quote(name, safe="")
    return {
        "Content-Type": content_type,
        "Content-Length": str(size),
        "Content-Disposition": f"{disposition}; filename=\"{plain}\"; filename*=UTF-8''{encoded}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, max-age=31536000, immutable" if shown else "private, no-store",
    }
