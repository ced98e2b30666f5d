"""Terms of texts and questions, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from relaydesk.search.rules.words import asked, digits, marks, terms

chinese = st.text("空调制冷漏水门店报修", min_size=2, max_size=12)


def found(text: str, query: str) -> bool:
    known = terms(text)

    def has(term: str) -> bool:
        return any(one.startswith(term[:-1]) for one in known) if term.endswith("*") else term in known

    return all(has(term) for group in asked(query) for term in group)


def test_a_question_that_joins_words_finds_a_text_that_has_them_apart() -> None:
    assert found("空调一直在漏水，需要维修", "空调漏水维修")


def test_a_word_is_found_inside_a_longer_run() -> None:
    assert found("立柜空调不制冷", "空调")
    assert found("立柜空调不制冷", "不制冷")
    assert not found("立柜空调不制冷", "冰箱")


def test_one_character_is_found_wherever_it_stands() -> None:
    assert found("面板报警", "报")
    assert found("面板报警", "警")
    assert not found("面板报警", "空")


def test_little_words_do_not_matter_beside_longer_ones() -> None:
    assert found("空调坏了", "空调的")


def test_model_numbers_are_found_whole_and_in_parts() -> None:
    assert found("挂机空调 KFR-35GW 停机", "kfr-35gw ")
    assert found("挂机空调 KFR-35GW 停机", "35GW ")
    assert found("挂机空调 ＫＦＲ－３５ＧＷ", "kfr-35gw ")


def test_the_last_word_may_be_half_typed() -> None:
    assert found("The compressor is noisy", "noisy compr")
    assert not found("The compressor is noisy", "compr noisy")


def test_addresses_are_found() -> None:
    assert found("from zhang.wei@example.com today", "zhang.wei@example.com ")
    assert found("from zhang.wei@example.com today", "example ")


@given(chinese, chinese, chinese)
def test_any_piece_of_a_chinese_text_finds_it(before: str, piece: str, after: str) -> None:
    assert found(before + piece + after, piece)


@given(st.text(max_size=300))
def test_any_text_gives_terms_that_fit_the_index(text: str) -> None:
    for term in terms(text):
        assert 0 < len(term) <= 40
        assert not term.isspace()
    assert len(asked(text)) <= 12


def test_what_was_found_is_marked() -> None:
    text = "立柜空调不制冷，E4"
    assert [text[a:b] for a, b in marks(text, "空调 e4")] == ["空调", "E4"]
    assert marks(text, "冰箱") == []


def test_numbers_and_their_tails_are_recognised() -> None:
    assert digits("138 0000 1234") == "13800001234"
    assert digits("GD202611-00510") == "gd20261100510"
    assert digits("E4") is None
    assert digits("空调") is None
