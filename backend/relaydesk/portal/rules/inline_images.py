"""Pictures inside a message, addressed so that the bearer of a ticket link may load them."""

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import unquote

# The HTML is our own sanitiser's output: double quotes always, attribute values escaped.
_SOURCE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)(")')
_OWN = "/api/v1/files/"


def readdressed(html: str, *, by_path: Mapping[str, str], by_content_id: Mapping[str, str]) -> str:
    """Replace addresses of attachments in `img` by those of the portal.

    Args:
        html: sanitised HTML.
        by_path: path of an attachment in the API → its address in the portal.
        by_content_id: content id as in `cid:` → address in the portal.

    Returns:
        The HTML; a picture that belongs to no attachment of this message loses its address.
    """

    def replace(found: re.Match[str]) -> str:
        source = unescape(found.group(2))
        if source.startswith(_OWN):
            target = by_path.get(source, "")
        elif source.lower().startswith("cid:"):
            target = by_content_id.get(unquote(source[4:]).strip("<>"), "")
        else:
            return found.group(0)
        return f"{found.group(1)}{escape(target)}{found.group(3)}"

    return _SOURCE.sub(replace, html)
