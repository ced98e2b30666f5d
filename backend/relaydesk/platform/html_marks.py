"""Marks of our own composer in sanitised HTML: `data-mention` (whom a note names) and `data-var` (what is
filled in when a reply leaves).

Only HTML that passed `html.sanitize` comes here: nh3 writes attributes in one form only (name="value", quotes
escaped), so that these matches are exact.
"""

import re
from collections.abc import Mapping
from html import escape
from uuid import UUID

_SPAN = re.compile(r'<span((?: [a-z-]+="[^"]*")*)>')
_MARK = re.compile(r' data-(?:mention|var)="[^"]*"')
_MENTION = re.compile(r' data-mention="([0-9a-f-]{36})"')
_FILLED = re.compile(
    r'<span(?: [a-z-]+="[^"]*")*? data-var="([a-z]{1,20}\.[a-z_]{1,40})"(?: [a-z-]+="[^"]*")*>([^<]*)</span>'
)


def mentions_in(html: str) -> tuple[UUID, ...]:
    """Whom the marks in sanitised `html` name, in order, each once."""
    if "data-mention" not in html:
        return ()
    found = (_MENTION.search(attributes) for attributes in _SPAN.findall(html))
    return tuple(dict.fromkeys(UUID(mention.group(1)) for mention in found if mention))


def without_marks(html: str) -> str:
    """Sanitised `html` without marks: what is not a colleague's own note or reply has no say in them."""
    if "data-mention" not in html and "data-var" not in html:
        return html
    return _SPAN.sub(lambda span: f"<span{_MARK.sub('', span.group(1))}>", html)


def fill(html: str, values: Mapping[str, str]) -> str:
    """Put values into the marked places of sanitised `html`; what has no value keeps the words it has."""
    if "data-var" not in html:
        return html

    def filled(span: re.Match[str]) -> str:
        value = escape(values.get(span.group(1), ""), quote=False)
        return f"<span>{value or span.group(2)}</span>"

    return _FILLED.sub(filled, html)
