"""Quotations are folded, and no word of the requester is ever hidden (reliability G12)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaydesk.channels.rules.mail.flowed import unflow
from relaydesk.channels.rules.mail.folding import split_text
from relaydesk.channels.rules.mail.html_lines import split_html
from relaydesk.channels.tests.quoted_replies import HTML, KEPT_WHOLE, OLD, OWN, TEXT
from relaydesk.platform.html import sanitize, to_text


def test_there_are_enough_samples() -> None:
    assert len(TEXT) + len(HTML) >= 50


@pytest.mark.parametrize(("name", "body"), TEXT, ids=[name for name, _ in TEXT])
def test_text_replies_show_the_answer_and_fold_the_rest(name: str, body: str) -> None:
    own, quoted = split_text(body, subject="Re: x")
    assert OWN in own
    assert OLD not in own
    assert OLD in quoted
    assert "写道" not in own
    assert "wrote" not in own
    assert "发件人" not in own


@pytest.mark.parametrize(("name", "html"), HTML, ids=[name for name, _ in HTML])
def test_html_replies_show_the_answer_and_fold_the_rest(name: str, html: str) -> None:
    own, quoted = split_html(html, subject="Re: x")
    shown, folded = to_text(sanitize(own)), to_text(sanitize(quoted))
    assert OWN in shown
    assert OLD not in shown
    assert OLD in folded
    assert "发件人" not in shown
    assert "wrote" not in shown


@pytest.mark.parametrize(("name", "subject", "body"), KEPT_WHOLE, ids=[name for name, _, _ in KEPT_WHOLE])
def test_what_is_no_quotation_stays_whole(name: str, subject: str, body: str) -> None:
    own, quoted = split_text(body, subject=subject)
    assert OWN in own
    assert OLD in own
    assert quoted == ""


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                OWN,
                "",
                "> old",
                ">> older",
                "On Mar 1, 2026, X wrote:",
                "发件人： X",
                "发送时间： 2026",
                "收件人： Y",
                "-----",
            ]
        ),
        max_size=14,
    )
)
def test_folding_loses_no_line(lines: list[str]) -> None:
    own, quoted = split_text("\n".join(lines))
    before = sorted(line for line in lines if line.strip())
    assert sorted(line for line in [*own.split("\n"), *quoted.split("\n")] if line.strip()) == before


def test_flowed_text_is_joined_and_keeps_its_depth() -> None:
    assert unflow("one \ntwo\n> a \n> b\n-- \nx", delete_space=False) == "one two\n> a b\n-- \nx"
    assert unflow("中文 \n继续", delete_space=True) == "中文继续"
