"""Masking HTML: texts over inline tags, attributes, and never a broken tag."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.platform.html import sanitize
from relaydesk.privacy.contracts import ALL_KINDS
from relaydesk.privacy.rules.html_text import mask_html
from relaydesk.privacy.tests.numbers import cards, citizens, mobiles


def masked(html: str) -> str:
    return mask_html(html, ALL_KINDS)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>电话 13812345678</p>", "<p>电话 138****5678</p>"),
        ("<p>138<b>1234</b>5678</p>", "<p>138****5678<b></b></p>"),
        ("<p>1&#51;8123&#x34;5678</p>", "<p>138****5678</p>"),
        ("<p>138&nbsp;1234&nbsp;5678</p>", "<p>138****5678</p>"),
        ("<p>138\n1234\n5678</p>", "<p>138****5678</p>"),
        ("<p>138<wbr>1234<wbr>5678</p>", "<p>138****5678<wbr><wbr></p>"),
        ("<td>1381234</td><td>5678</td>", "<td>1381234</td><td>5678</td>"),
        (
            '<a href="tel:+8613812345678">call</a>',
            '<a href="tel:+86 138****5678">call</a>',
        ),
        (
            '<a href="mailto:zhang@example.com?subject=A&amp;body=B">zhang@<i>example.com</i></a>',
            '<a href="mailto:z***@example.com?subject=A&amp;body=B">z***@<i>example.com</i></a>',
        ),
        ("<a href='mailto:zhang%40example.com'>x</a>", '<a href="mailto:z***@example.com">x</a>'),
        (
            '<a href="https://x.example/?phone=13812345678">x</a>',
            '<a href="https://x.example/?phone=138****5678">x</a>',
        ),
        ('<span title="13812345678">x</span>', '<span title="138****5678">x</span>'),
        ("zhang&#64;example.com", "z***&#64;example.com"),
        ("a < b 13812345678 & c", "a < b 138****5678 & c"),
        ("<!-- 13812345678 -->", "<!-- 138****5678 -->"),
        ('<img src="cid:part1@mail.example.com">', '<img src="cid:part1@mail.example.com">'),
        ("<p>6222 <b>0212</b> 3456 <i>7890 128</i></p>", "<p>6222 **** **** 0128<b></b><i></i></p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_it_is_shown_so(html: str, shown: str) -> None:
    assert masked(html) == shown
    assert masked(shown) == shown


TAG = re.compile(r"</?[a-zA-Z][^>]*>")
NAMES = re.compile(r"</?[a-zA-Z]+")
FRAGMENT = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<br>",
                '<a href="tel:13812345678">',
                "</a>",
                "&amp;",
                "&lt;",
                "&#49;",
                "@",
            ]
        ),
        citizens(),
        cards(),
        mobiles(),
        st.sampled_from(["zhang@example.com", "13", "8123", "45678", " ", "-", "电话：", "\n"]),
        st.text(st.characters(exclude_characters="<>&", exclude_categories=("Cs", "Cc")), max_size=10),
    ),
    max_size=14,
).map("".join)


@given(FRAGMENT)
def test_tags_stay_and_masking_twice_changes_nothing(html: str) -> None:
    clean = sanitize(html)
    once = masked(clean)
    assert NAMES.findall(once) == NAMES.findall(clean)
    assert masked(once) == once
    assert sanitize(once).count("<") == once.count("<")


@given(st.one_of(citizens(), cards(), mobiles()), st.integers(1, 10), st.sampled_from(["b", "span", "i"]))
def test_a_number_split_by_inline_tags_never_shows(number: str, place: int, tag: str) -> None:
    shown = masked(f"<p>{number[:place]}<{tag}>{number[place:]}</{tag}></p>")
    assert number not in unescape(TAG.sub("", shown))


@given(
    st.text(st.characters(exclude_categories=("Nd", "Cs"), exclude_characters="@\uff20\ufe6b"), max_size=60)
)
def test_html_without_anything_sensitive_stays(text: str) -> None:
    html = sanitize(f"<p>{text}</p>")
    assert masked(html) == html
