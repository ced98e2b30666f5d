"""HTML mail seen as lines with their place in the source, so that a quotation can be cut out of it.

The scanner goes once from left to right. It need not be exact about HTML: both sides of a cut are
sanitised, and
parsed properly, afterwards.
"""

import re
from dataclasses import dataclass
from html import unescape

from relaydesk.channels.rules.mail import limits
from relaydesk.channels.rules.mail import quote_patterns as patterns
from relaydesk.channels.rules.mail.folding import Line, find_quotation, unquoted

_BREAKS = frozenset(
    (
        *("address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figure"),
        *(
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
        ),
        *("pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
_HIDDEN = frozenset(("style", "script", "head", "title"))
_TAG_NAME = re.compile(r"/?([a-z][a-z0-9:]{0,20})")
_BLANKS = re.compile(r"\s+")
_MAX_TAG = 3_000


@dataclass(slots=True)
class _Scan:
    html: str
    lower: str
    lines: list[Line]
    offsets: list[int]
    words: list[str]
    line_start: int
    depth: int
    quotes: list[bool]
    mark: str


def split_html(html: str, *, subject: str = "") -> tuple[str, str]:
    """Split HTML into what was written and what was quoted ("" when nothing is folded)."""
    if len(html) > limits.MAX_HTML:
        return html, ""
    scan = _scan(html)
    found = find_quotation(scan.lines, subject=subject)
    if found is None:
        return html, ""
    start = scan.offsets[found.start]
    end = scan.offsets[found.end] if found.end < len(scan.offsets) else len(html)
    return html[:start] + html[end:], html[start:end]


def _scan(html: str) -> _Scan:
    scan = _Scan(html, html.lower() if len(html.lower()) == len(html) else html, [], [], [], 0, 0, [], "")
    position = 0
    while position < len(html) and len(scan.lines) < limits.MAX_LINES:
        tag = html.find("<", position)
        if tag < 0:
            tag = len(html)
        if tag > position:
            _text(scan, position, tag)
        position = tag if tag >= len(html) else _tag(scan, tag)
    _end_line(scan, len(html))
    return scan


def _text(scan: _Scan, start: int, end: int) -> None:
    piece = scan.html[start:end]
    if not scan.words and piece.strip():
        # A line begins at its first word; tags opened before it stay on the near side of a cut.
        scan.line_start = start if scan.mark != "rest" else scan.line_start
    scan.words.append(piece)


def _tag(scan: _Scan, start: int) -> int:
    html = scan.html
    if html.startswith("<!--", start):
        end = html.find("-->", start)
        return len(html) if end < 0 else end + 3
    end = html.find(">", start)
    if end < 0:
        return len(html)
    inner = scan.lower[start + 1 : min(end, start + _MAX_TAG)]
    found = _TAG_NAME.match(inner)
    if found is None:
        return end + 1
    name, closing = found.group(1), inner.startswith("/")
    if name in _HIDDEN and not closing:
        close = scan.lower.find(f"</{name}", end)
        return end + 1 if close < 0 else close
    if name in _BREAKS:
        _end_line(scan, start)
        scan.line_start = start
    if name == "blockquote":
        _quote(scan, inner, closing)
    elif not closing and patterns.REST_IS_QUOTED.search(inner):
        _end_line(scan, start)
        scan.line_start = start
        scan.mark = "rest"
        scan.words.append(" ")
        _end_line(scan, start)
    elif not closing and patterns.INTRO_FOLLOWS.search(inner):
        scan.mark = "intro"
    return end + 1


def _quote(scan: _Scan, inner: str, closing: bool) -> None:
    if closing:
        if scan.quotes:
            scan.depth -= 1 if scan.quotes.pop() else 0
        return
    cited = patterns.CITED.search(inner) is not None or _after_intro(scan)
    if len(scan.quotes) < 1000:
        scan.quotes.append(cited)
        scan.depth += 1 if cited else 0


def _after_intro(scan: _Scan) -> bool:
    last = [line.text for line in scan.lines[-6:] if line.text][-3:]
    joined = [" ".join(last[-count:]) for count in range(1, len(last) + 1)]
    return any(
        len(text) <= patterns.MAX_INTRO and any(p.fullmatch(text) for p in patterns.INTROS) for text in joined
    )


def _end_line(scan: _Scan, at: int) -> None:
    if scan.words or scan.mark == "rest":
        text = _BLANKS.sub(" ", unescape("".join(scan.words)).replace("\xa0", " ")).strip()
        if text or scan.mark == "rest":
            words, marks = unquoted(text)
            scan.lines.append(Line(text=words, depth=scan.depth + marks, mark=scan.mark))
            scan.offsets.append(scan.line_start)
            scan.mark = ""
    scan.words = []
    scan.line_start = at
