"""Where the quotation of a reply begins and ends (reliability G12).

Nothing is deleted: the quotation is folded, one click away. When in doubt nothing is folded, for a hidden
word of the
requester is worse than a quotation shown.
"""

from dataclasses import dataclass

from relaydesk.channels.rules.mail import limits
from relaydesk.channels.rules.mail import quote_patterns as patterns


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what is shown: its words, its depth of quotation, and what structure says about it.

    `mark` is "rest" where an element begins that holds nothing but quotation to the end, "intro" where the
    line
    introduces one.
    """

    text: str
    depth: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Lines `start` (inclusive) to `end` (exclusive) are quoted."""

    start: int
    end: int


def find_quotation(lines: list[Line], *, subject: str = "") -> Quotation | None:
    """Return the lines to fold, or None.

    Args:
        lines: what the requester sent, top to bottom.
        subject: of the mail; what is forwarded is no quotation, it is the matter itself.
    """
    lines = lines[: limits.MAX_LINES]
    forwarded = patterns.FORWARD_SUBJECT.match(subject) is not None
    hinted = [_hinted(line) for line in lines]
    for index, line in enumerate(lines):
        if not any(hinted[index : index + 3]):  # an introduction may be broken over three lines
            continue
        if patterns.FORWARDED.fullmatch(_bare(line.text)):
            return None
        if _own_marker(line) or (not forwarded and _begins_rest(lines, index)):
            return _checked(lines, _with_rule(lines, index), len(lines))
        if forwarded:
            continue
        after_intro = _intro_end(lines, index)
        if after_intro:
            return _introduced(lines, index, after_intro)
    return None if forwarded else _trailing_block(lines)


def split_text(text: str, *, subject: str = "") -> tuple[str, str]:
    """Split plain text into what was written and what was quoted ("" when nothing is folded)."""
    raw = text.split("\n")
    found = find_quotation([_text_line(line) for line in raw], subject=subject)
    if found is None:
        return text.strip("\n"), ""
    own = "\n".join([*raw[: found.start], *raw[found.end :]]).strip("\n")
    return own, "\n".join(raw[found.start : found.end]).strip("\n")


def unquoted(text: str) -> tuple[str, int]:
    """Take the `>` marks off a line; return the rest and how many there were."""
    rest = text.lstrip("> \t")
    marks = text[: len(text) - len(rest)]
    return rest, marks.count(">")


def _text_line(line: str) -> Line:
    text, depth = unquoted(line.strip())
    return Line(text=text, depth=depth)


def _hinted(line: Line) -> bool:
    return line.mark != "" or line.text.startswith("##-") or any(hint in line.text for hint in patterns.HINTS)


def _bare(text: str) -> str:
    return text.strip() if len(text) <= patterns.MAX_INTRO else ""


def _own_marker(line: Line) -> bool:
    return patterns.OWN_MARKER in line.text


def _begins_rest(lines: list[Line], index: int) -> bool:
    line = lines[index]
    if line.mark == "rest":
        return not any(patterns.FORWARDED.fullmatch(_bare(later.text)) for later in lines[index : index + 4])
    text = _bare(line.text)
    return any(pattern.fullmatch(text) for pattern in patterns.SEPARATORS) or _header_block(lines, index)


def _header_block(lines: list[Line], index: int) -> bool:
    """发件人 / 发送时间 / 收件人 / 主题 below each other, as Outlook, Foxmail, 阿里 and 钉邮 write them."""
    if not patterns.FROM_LINE.match(_bare(lines[index].text)):
        return False
    following = [_bare(line.text) for line in lines[index + 1 : index + 9] if line.text.strip()][:5]
    dated = any(patterns.DATE_LINE.match(text) for text in following)
    addressed = any(patterns.TO_LINE.match(text) for text in following)
    return dated and addressed


def _with_rule(lines: list[Line], index: int) -> int:
    """Take along the drawn line (and blank lines) just above a header block."""
    above = index
    while above > 0 and not lines[above - 1].text.strip() and index - above < 3:
        above -= 1
    if above > 0 and patterns.RULE.fullmatch(_bare(lines[above - 1].text)):
        return above - 1
    return index


def _intro_end(lines: list[Line], index: int) -> int:
    """Return the index after an introduction that begins here and is one to three lines long, else 0."""
    if lines[index].mark == "intro":
        return index + 1
    joined = ""
    for count in range(1, 4):
        if index + count > len(lines):
            return 0
        text = lines[index + count - 1].text.strip()
        if not text or lines[index + count - 1].depth != lines[index].depth:
            return 0
        joined = f"{joined} {text}".strip()
        if len(joined) > patterns.MAX_INTRO:
            return 0
        if _is_intro(joined):
            rest = [line.text.strip() for line in lines[index + 1 : index + count]]
            # If the later lines are an introduction by themselves, the first is the requester's own.
            alone = any(_is_intro(" ".join(rest[start:])) for start in range(len(rest)))
            return 0 if alone else index + count
    return 0


def _is_intro(text: str) -> bool:
    return any(c.isdigit() or c == "@" for c in text) and any(p.fullmatch(text) for p in patterns.INTROS)


def _introduced(lines: list[Line], start: int, after: int) -> Quotation | None:
    """The quotation that an introduction announces: the block of deeper lines after it, or all when none is
    deeper.
    """
    base = lines[start].depth
    first = _next_written(lines, after)
    if first is None:
        return _checked(lines, start, len(lines))
    if lines[first].depth <= base and base == 0:
        # Some programs (163, Foxmail, phones) quote without any mark: then all that follows is the quotation.
        return _checked(lines, start, len(lines))
    threshold = max(1, base)
    end = first
    last = first
    while end < len(lines) and (lines[end].depth >= threshold or not lines[end].text.strip()):
        if lines[end].text.strip():
            last = end
        end += 1
    return _checked(lines, start, last + 1)


def _next_written(lines: list[Line], index: int) -> int | None:
    return next((i for i in range(index, len(lines)) if lines[i].text.strip()), None)


def _checked(lines: list[Line], start: int, end: int) -> Quotation | None:
    before = _written(lines[:start])
    rest = lines[end:]
    if any(line.depth > 0 and line.text.strip() for line in [*lines[:start], *rest]) and _written(rest):
        return None  # answers between quoted lines: the order is the meaning
    if not before and not _written(rest):
        return None  # nothing of his own: what is quoted is all there is to read
    return Quotation(start, end)


def _written(lines: list[Line]) -> bool:
    return any(line.depth == 0 and any(c.isalnum() for c in line.text) for line in lines)


def _trailing_block(lines: list[Line]) -> Quotation | None:
    end = len(lines)
    while end > 0 and not lines[end - 1].text.strip():
        end -= 1
    start = end
    while start > 0 and (lines[start - 1].depth > 0 or not lines[start - 1].text.strip()):
        start -= 1
    while start < end and not lines[start].text.strip():
        start += 1
    if start >= end:
        return None
    return _checked(lines, start, len(lines))
