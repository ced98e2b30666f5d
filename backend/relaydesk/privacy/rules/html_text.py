"""Masking HTML: texts as one reads them, over inline tags; attributes each for itself. Tags stay whole."""

import re
from collections.abc import Collection, Iterable, Iterator
from html import escape, unescape
from urllib.parse import quote, unquote

from relaydesk.privacy.contracts import Kind
from relaydesk.privacy.rules.mail_addresses import addresses
from relaydesk.privacy.rules.masking import NUMBERS, mask_text
from relaydesk.privacy.rules.numbers import has_digits, numbers
from relaydesk.privacy.rules.spans import Span

TOKEN = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|(?P<tag></?[A-Za-z](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>|<[!?][^>]*>)"
    r"|(?P<entity>&(?:\#\d+|\#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?)|(?P<text>[^<&]+|.)",
    re.DOTALL,
)
NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
# Between these a number goes on: they do not break the line.
INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike"
    r"|strong|sub|sup|time|tt|u|var|wbr",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
# What the page needs to find or lay out its own parts; a Content-ID looks like a mail address and is none.
KEPT = frozenset(["class", "id", "style", "width", "height", "colspan", "rowspan", "rel", "target"])
OWN_ADDRESS = re.compile(r"(?:cid:|data:|/(?!/))", re.IGNORECASE)


class Piece:
    """A token of the source: what is read (`text`, None for a tag) and what is written."""

    __slots__ = ("breaks", "text", "written")

    def __init__(self, written: str, text: str | None, *, breaks: bool = False) -> None:
        self.written = written
        self.text = text
        self.breaks = breaks


def mask_html(html: str, kinds: Collection[Kind]) -> str:
    """Hide what is sensitive of these kinds in an HTML fragment, in texts and attributes. Changes no tag."""
    if not _suspicious(html, kinds):
        return html
    pieces = list(_pieces(html, kinds))
    if Kind.EMAIL in kinds:
        _apply(pieces, addresses(_read(pieces)))
    if not NUMBERS.isdisjoint(kinds):
        _apply(pieces, numbers(_read(pieces), kinds))
    return "".join(piece.written for piece in pieces)


def _suspicious(html: str, kinds: Collection[Kind]) -> bool:
    if Kind.EMAIL in kinds and re.search(r"@|%40|&|\uff20|\ufe6b", html):
        return True
    return not NUMBERS.isdisjoint(kinds) and has_digits(html)


def _pieces(html: str, kinds: Collection[Kind]) -> Iterator[Piece]:
    for token in TOKEN.finditer(html):
        kind, written = token.lastgroup, token.group()
        if kind == "text":
            yield Piece(written, written)
        elif kind == "entity":
            yield Piece(written, unescape(written))
        elif kind == "comment":
            yield Piece(mask_text(written, kinds), None)
        else:
            name = NAME.match(written)
            inline = name is not None and INLINE.fullmatch(name[1]) is not None
            yield Piece(_masked_tag(written, kinds), None)
            if not inline:
                yield Piece("", "\n", breaks=True)


def _read(pieces: Iterable[Piece]) -> str:
    """The text as one reads it: a line break inside it is a blank, a block tag breaks the line."""
    return "".join(
        piece.text if piece.breaks else piece.text.replace("\n", " ")
        for piece in pieces
        if piece.text is not None
    )


def _apply(pieces: list[Piece], spans: Iterable[Span]) -> None:
    """Write each replacement into the first piece that it touches, and take the rest out of the others."""
    texts = iter([piece for piece in pieces if piece.text is not None])
    piece, begin = next(texts, None), 0
    changes: list[tuple[int, int, str]] = []
    for span in spans:
        shown = span.shown
        while piece is not None and piece.text is not None and begin < span.end:
            end = begin + len(piece.text)
            if end > span.start:
                changes.append((max(span.start, begin) - begin, min(span.end, end) - begin, shown))
                shown = ""
            if end > span.end:
                break
            _change(piece, changes)
            piece, begin = next(texts, None), end
    if piece is not None:
        _change(piece, changes)


def _change(piece: Piece, changes: list[tuple[int, int, str]]) -> None:
    if not changes or piece.text is None:
        return
    parts: list[str] = []
    done = 0
    for start, end, shown in changes:
        parts += (piece.text[done:start], shown)
        done = end
    changed = "".join((*parts, piece.text[done:]))
    is_entity = piece.written != piece.text
    piece.text, piece.written = changed, escape(changed, quote=False) if is_entity else changed
    changes.clear()


def _masked_tag(tag: str, kinds: Collection[Kind]) -> str:
    if not _suspicious(tag, kinds):
        return tag
    return ATTRIBUTE.sub(lambda found: _masked_attribute(found, kinds), tag)


def _masked_attribute(found: "re.Match[str]", kinds: Collection[Kind]) -> str:
    name, equals, given = found.groups()
    value = unescape(given[1:-1] if given[0] in "\"'" else given)
    if name.lower() in KEPT or (name.lower() == "src" and OWN_ADDRESS.match(value)):
        return found.group()
    decoded = unquote(value) if "%" in value else value
    masked = mask_text(decoded, kinds)
    if masked == decoded:
        return found.group()
    if decoded != value:
        masked = quote(masked, safe="/:?#[]@!$&'()*+,;= ")
    return f'{name}{equals}"{escape(masked)}"'
