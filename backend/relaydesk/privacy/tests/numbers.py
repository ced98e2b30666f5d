"""Numbers that pass their checks, for tests."""

from datetime import date

from hypothesis import strategies as st

from relaydesk.privacy.rules.checksums import CHECK, DOUBLED, PROVINCES, WEIGHTS

DIGIT = st.sampled_from("0123456789")


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=count, max_size=count)


@st.composite
def citizens(draw: st.DrawFn) -> str:
    """A citizen's number of 18 characters (GB 11643)."""
    born = draw(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
    body = draw(st.sampled_from(sorted(PROVINCES))) + draw(_digits(4)) + born.strftime("%Y%m%d")
    body += draw(_digits(3))
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + CHECK[total % 11]


@st.composite
def cards(draw: st.DrawFn) -> str:
    """A card number of 13 to 19 digits with Luhn's check digit."""
    begin = draw(st.sampled_from(["62", "4", "51", "37", "35", "65"]))
    body = begin + draw(_digits(draw(st.integers(13, 19)) - 1 - len(begin)))
    total = sum(map(int, body[-2::-2])) + sum(DOUBLED[int(digit)] for digit in body[-1::-2])
    return body + str(-total % 10)


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    """A Chinese mobile number."""
    return f"1{draw(st.sampled_from('3456789'))}{draw(_digits(9))}"
