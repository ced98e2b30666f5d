"""Turning what somebody wrote into what is stored: sanitised HTML, plain text, and the files shown inside."""

import re
from dataclasses import dataclass
from uuid import UUID

from relaydesk.platform import html, html_marks
from relaydesk.platform.errors import Invalid
from relaydesk.tickets.contracts import MAX_ATTACHMENTS, MAX_BODY_BYTES

_INLINE = re.compile(
    r'<img[^>]* src="/api/v1/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"', re.IGNORECASE
)
_PICTURE = re.compile(r"<img[ >]")


@dataclass(frozen=True, slots=True)
class Composed:
    """A body ready to be stored, and the uploads that its HTML shows."""

    html: str
    text: str
    quoted_html: str | None
    inline_ids: tuple[UUID, ...]


def compose(
    *,
    body_text: str | None,
    body_html: str | None,
    quoted_html: str | None,
    attachment_ids: tuple[UUID, ...],
    may_be_empty: bool,
    marks: bool = False,
) -> Composed:
    """Make a body safe. The HTML wins when both are given; the text is then what searches and previews read.

    Args:
        marks: keep the marks of our own composer (html_marks.py).

    Raises:
        Invalid: nothing is said and nothing attached, or the limits are passed.
    """
    for name, value in (("body", body_text), ("body_html", body_html), ("quoted_html", quoted_html)):
        if value and len(value) > MAX_BODY_BYTES // 4 and len(value.encode()) > MAX_BODY_BYTES:
            raise Invalid.field(name, "too_long", f"At most {MAX_BODY_BYTES} bytes.")
    if body_html:
        safe = html.sanitize(body_html)
        safe = safe if marks else html_marks.without_marks(safe)
        text = body_text if body_text is not None else html.to_text(safe)
    else:
        text = (body_text or "").strip()
        safe = html.from_text(text) if text else ""
    inline = (
        tuple(dict.fromkeys(UUID(found) for found in _INLINE.findall(safe)))
        if "/api/v1/files/" in safe
        else ()
    )
    if len({*attachment_ids, *inline}) > MAX_ATTACHMENTS:
        raise Invalid.field("attachment_ids", "too_many", f"At most {MAX_ATTACHMENTS} files.")
    if not may_be_empty and not text.strip() and not attachment_ids and not _PICTURE.search(safe):
        raise Invalid.field("body", "required", "Write something or attach a file.")
    quoted = html_marks.without_marks(html.sanitize(quoted_html)) if quoted_html else None
    return Composed(safe, text, quoted, inline)


def files_of(attachment_ids: tuple[UUID, ...], composed: Composed) -> tuple[UUID, ...]:
    """All uploads of a message: those attached and those shown inside."""
    return tuple(dict.fromkeys((*attachment_ids, *composed.inline_ids)))
