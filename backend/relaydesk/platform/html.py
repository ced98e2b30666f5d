"""HTML made harmless, and the two ways between HTML and plain text.

Whatever is shown as HTML has passed `sanitize` — mail, the composer, the web form, texts of administrators.
It is a parser-based allow-list (nh3); nothing in it loads from another host (`src` of a remote picture
becomes `data-remote-src`, which the reader may load by a click), and no style sheet survives, because CSS
selectors can read what else is on the page (CVE-2026-40497).
"""

import re
from functools import lru_cache
from html import escape, unescape

import nh3

from relaydesk.platform.limited import LimitedChild, LimitExceededError, inside_limits

MAX_DATA_URL = 100_000
MAX_TAGS_HERE = 1_000

_TAGS = {
    *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "col"),
    *("colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre"),
    *("q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "summary", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr"),
}
_DROPPED_WITH_CONTENT = {
    *("script", "style", "title", "textarea", "select", "iframe", "object", "embed", "noscript", "noembed"),
    *("noframes", "template", "svg", "math", "audio", "video", "canvas", "applet", "xmp", "plaintext"),
}
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-remote-src"},
    "font": {"color", "face", "size"},
    "table": {"align", "bgcolor", "border", "cellpadding", "cellspacing", "width"},
    "tr": {"align", "bgcolor", "valign"},
    "td": {"align", "bgcolor", "colspan", "rowspan", "valign", "width", "height"},
    "th": {"align", "bgcolor", "colspan", "rowspan", "valign", "width", "height", "scope"},
    "col": {"span", "width"},
    "ol": {"start", "type"},
    "div": {"align"},
    "p": {"align"},
    # What our own composer marks: whom a note names, what is filled in when a reply leaves (html_marks.py).
    "span": {"data-mention", "data-var"},
}
_OWN_FILE = re.compile(r"/api/v1/(?:files|portal/files/[\w.~-]{1,400})/[\w-]{1,64}\Z")
_CID = re.compile(r"cid:[^\s<>\"'\\]{1,300}\Z", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//[^\s]{1,4000}\Z", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\x00-\x20]", re.IGNORECASE)
_SPACE_IN_URL = re.compile(r"[\x00-\x20\x7f]+")

_MARKS = {
    "data-mention": re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z"),
    "data-var": re.compile(r"[a-z]{1,20}\.[a-z_]{1,40}\Z"),
}
_IMG = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_A = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>')
_LINK_MANNERS = ' target="_blank" rel="noopener noreferrer nofollow"'
_IMG_SRC = re.compile(r' src="([^"]*)"')
_REMOTE_ATTRIBUTE = re.compile(r' data-remote-src="[^"]*"')

_BLOCK = (
    *("address", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul", "tr", "li", "br", "td", "th"),
)
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MANY_BREAKS = re.compile(r"\n{3,}")
_URL_IN_TEXT = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{1,2000}")
_NUL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def sanitize(html: str) -> str:
    """Return `html` with only harmless elements and attributes; doing it twice changes nothing more.

    Pictures may come from our own files (`/api/v1/files/…`), from the message itself (`cid:…`) or from a
    small `data:` URL (png, jpeg, gif; ≤ 100,000 characters). Every other picture keeps its address in
    `data-remote-src` only. Links open in a new window without referrer.
    """
    if "<" not in html and "&" not in html:
        return _NUL.sub("", html)
    if _is_large(html):
        return _limited("sanitize_bytes", html) or from_text(_without_tags(html))
    return sanitize_here(html)


def sanitize_here(html: str) -> str:
    """Do the work of `sanitize` in this process, however long it takes."""
    cleaned = _IMG.sub(_move_remote, _clean(_NUL.sub("", html)))
    return _A.sub(rf"<a\1{_LINK_MANNERS}>", cleaned)


def to_text(html: str) -> str:
    """Return the words of `html` as plain text, block elements on lines of their own."""
    if _is_large(html):
        return _limited("to_text_bytes", html) or _without_tags(html)
    return to_text_here(html)


def to_text_here(html: str) -> str:
    """Do the work of `to_text` in this process, however long it takes."""
    stripped = nh3.clean(
        _NUL.sub("", html),
        tags=set(_BLOCK),
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes={},
        link_rel=None,
    )
    parts: list[str] = []
    position = 0
    preformatted = 0
    for found in _TOKEN.finditer(stripped):
        parts.append(_words(stripped[position : found.start()], preformatted > 0))
        position = found.end()
        closing, tag = found.group(1) == "/", found.group(2)
        if tag == "pre":
            preformatted += -1 if closing else 1
        parts.append(_break(tag, closing))
    parts.append(_words(stripped[position:], preformatted > 0))
    lines = [line.strip(" \t") for line in "".join(parts).split("\n")]
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def from_text(text: str) -> str:
    """Return plain `text` as HTML: paragraphs, line breaks, web addresses as links.

    Escapes first and finds links afterwards, in one linear pass (CVE-2026-54433, CVE-2021-21439).
    """
    paragraphs = re.split(r"\n{2,}", _NUL.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return "".join(f"<p>{_linked(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel=None,
    )


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        address = _SPACE_IN_URL.sub("", value)
        return address if _LINK.match(address) or _OWN_FILE.match(address) else None
    if attribute == "src":
        address = value.strip()
        if _OWN_FILE.match(address) or _CID.match(address) or _REMOTE.match(address):
            return address
        return address if len(address) <= MAX_DATA_URL and _DATA_IMAGE.match(address) else None
    if attribute == "data-remote-src":
        return value if _REMOTE.match(value) else None
    if attribute in _MARKS:
        return value if _MARKS[attribute].match(value) else None
    return value


def _move_remote(found: re.Match[str]) -> str:
    # nh3 writes attributes in one form only (name="value", quotes escaped), so this match is exact.
    attributes = found.group(1)
    source = _IMG_SRC.search(attributes)
    if source is None or not _REMOTE.match(unescape(source.group(1))):
        return found.group(0)
    rest = _REMOTE_ATTRIBUTE.sub("", _IMG_SRC.sub("", attributes))
    return f'<img{rest} data-remote-src="{source.group(1)}">'


def sanitize_bytes(data: bytes) -> bytes:
    """Run `sanitize_here` on UTF-8; the target of the limited child."""
    return sanitize_here(data.decode("utf-8", "replace")).encode()


def to_text_bytes(data: bytes) -> bytes:
    """Run `to_text_here` on UTF-8; the target of the limited child."""
    return to_text_here(data.decode("utf-8", "replace")).encode()


def _is_large(html: str) -> bool:
    # An HTML parser takes time in the square of the nesting: 200,000 nested <div> took nh3 eight minutes.
    # Counting the depth from outside can be fooled, so that whatever has many tags goes to a limited child.
    return not inside_limits() and html.count("<") > MAX_TAGS_HERE


@lru_cache
def _child(function: str) -> LimitedChild:
    return LimitedChild(f"relaydesk.platform.html:{function}")


def _limited(function: str, html: str) -> str | None:
    try:
        return _child(function).call(html.encode("utf-8", "replace")).decode()
    except LimitExceededError:
        return None


def _without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^<>]{0,2000}>", " ", html)).strip()


def _words(piece: str, preformatted: bool) -> str:
    text = unescape(piece).replace("\xa0", " ")
    return text if preformatted else _BLANKS.sub(" ", text)


def _break(tag: str, closing: bool) -> str:
    if tag in ("td", "th"):
        return " " if closing else ""
    if tag == "br":
        return "" if closing else "\n"
    if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "pre"):
        return "\n\n" if closing else "\n"
    if tag == "li" and not closing:
        return "\n- "
    return "\n"


def _linked(paragraph: str) -> str:
    parts: list[str] = []
    position = 0
    for found in _URL_IN_TEXT.finditer(paragraph):
        address = found.group(0).rstrip(".,;:!?'\")")
        parts.append(escape(paragraph[position : found.start()], quote=False))
        quoted = escape(address)
        parts.append(f'<a href="{quoted}"{_LINK_MANNERS}>{quoted}</a>')
        position = found.start() + len(address)
    parts.append(escape(paragraph[position:], quote=False))
    return "".join(parts).replace("\n", "<br>")
