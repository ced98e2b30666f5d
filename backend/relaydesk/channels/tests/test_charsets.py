"""Text is readable whatever the label says (reliability G10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.channels.rules.mail.addresses import parse_addresses
from relaydesk.channels.rules.mail.charsets import decode
from relaydesk.channels.rules.mail.headers import decode_words, parameters, readable
from relaydesk.channels.rules.mail.read_mail import read_mail

ZH = "您好，我的打印机坏了，请帮忙处理，谢谢。"
WIDE = "您好，請問𠮷田先生的訂單（镕）处理了吗？"
TW = "您好，我的印表機壞了，請幫忙處理，謝謝。"
JA = "こんにちは、プリンターが壊れました。"
KO = "안녕하세요, 프린터가 고장났습니다."

PAIRS = [
    ("gb2312", "gbk", "镕基先生：" + ZH),
    ("gb2312", "gb18030", WIDE),
    ("gb2312", "utf-8", ZH),
    ("gbk", "gb18030", WIDE),
    ("x-gbk", "gbk", ZH),
    ("cp936", "gb18030", WIDE),
    ("gb_2312-80", "gbk", ZH),
    ("GB2312_CHARSET", "gbk", ZH),
    ("", "gbk", ZH),
    ("", "utf-8", ZH),
    ("default", "gbk", ZH),
    ("unknown-8bit", "gbk", ZH),
    ("x-unknown", "utf-8", ZH),
    ("utf-8", "gbk", ZH),
    ("iso-8859-1", "gbk", ZH),
    ("us-ascii", "gbk", ZH),
    ("us-ascii", "utf-8", ZH),
    ("windows-1252", "utf-8", ZH),
    ("big5", "big5hkscs", "您好，啲貨幾時到？" + TW),
    ("", "big5", TW),
    ("iso-2022-jp", "iso2022_jp", JA),
    ("ks_c_5601-1987", "cp949", KO),
]


def test_there_are_22_pairs() -> None:
    assert len(PAIRS) == 22


@pytest.mark.parametrize(("label", "encoding", "text"), PAIRS)
def test_wrong_labels_lose_no_text(label: str, encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert decode(data, label) == text
    head = f'From: a@b.example\r\nContent-Type: text/plain; charset="{label}"\r\n'.encode()
    mail = read_mail(head + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + data)
    assert mail.body_text == text


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("iso-8859-1", "latin-1", "Le café de l'été à Besançon, déjà réservé pour Noël"),
        ("windows-1252", "cp1252", "Grüße aus Köln – “schön”"),
        ("shift_jis", "cp932", JA),
        ("", "cp932", JA),
        ("", "cp949", KO),
        ("hz-gb-2312", "hz", "打印机"),
        ("utf-7", "utf-7", ZH),
        ("koi8-r", "koi8-r", "Добрый день"),
        ("utf-16", "utf-16", ZH),
    ],
)
def test_honest_labels_are_believed(label: str, encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), label) == text


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_bytes_and_no_label_raise(data: bytes, label: str) -> None:
    decode(data, label)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?B?5Lit?= =?utf-8?B?5paH?=", "中文"),
        (b"=?utf-8?B?5LitL+aW?= =?utf-8?B?hw==?=", "中/文"),
        (b"=?utf-8?B?5Lg=?= =?utf-8?B?rQ==?=", "中"),
        (
            b"=?gb2312?Q?=D6=D0=CE=C4?= report =?gb2312?B?ug==?=\r\n =?GB2312?B?xQ==?=",
            "中文 report 号".replace("号", "号"),
        ),
        (b"=?utf-8*zh?Q?caf=C3=A9_ok?=", "café ok"),
        ("主题".encode("gbk"), "主题"),
        ("主题 raw utf-8".encode(), "主题 raw utf-8"),
        (b"=?x-nonsense?Q?=D6=D0=CE=C4=B5=C4?=", "中文的"),
        (b"=?utf-8?Q?broken", "=?utf-8?Q?broken"),
        (b"=?utf-8?Q?with space=E4=B8=AD?=", "with space中"),
        (b"a\r\n b\r\n\tc", "a b c"),
        (b"tab\x00\x07bell", "tab bell"),
    ],
)
def test_odd_encoded_words(raw: bytes, text: str) -> None:
    if b"ug==" in raw:
        assert readable(raw) == "中文 report 号".replace("号", bytes([0xBA, 0xC5]).decode("gbk"))
    else:
        assert readable(raw) == text


@pytest.mark.parametrize(
    "raw",
    [
        b"attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf",
        b"attachment; filename*0*=UTF-8''%E6%8A; filename*1*=%A5%E5%91; filename*2=\"\"; filename*3*=%8A.pdf",
        b"attachment; filename*=gb2312''%B1%A8%B8%E6.pdf",
        b'attachment; filename="=?gb2312?B?sai45i5wZGY=?="',
        b'attachment; filename="=?utf-8?Q?=E6=8A=A5=E5=91=8A=2Epdf?="',
        'attachment; filename="报告.pdf"'.encode(),
        'attachment; filename="报告.pdf"'.encode("gbk"),
        "attachment; filename=报告.pdf".encode("gb18030"),
        "attachment;\r\n filename=\"报告.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf".encode("gbk"),
    ],
)
def test_file_names_in_every_spelling(raw: bytes) -> None:
    assert parameters(raw)[1]["filename"] == "报告.pdf"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'"Wang, Li" <a@b.example>, x@y.example (Bob)', ["a@b.example", "x@y.example"]),
        (b"friends: a@b.example, c@d.example;, e@f.example", ["a@b.example", "c@d.example", "e@f.example"]),
        (b"=?gb2312?B?zfXHvw==?= <wang@QQ.COM>", ["wang@qq.com"]),
        (b'"admin@bank.example" <evil@x.example>', ["evil@x.example"]),
        (b"undisclosed-recipients:;", []),
        (b"broken@, ok@b.example", ["ok@b.example"]),
        (b"a@b.example <c@d.example> e@f.example", []),
        (b"", []),
    ],
)
def test_addresses_are_read_one_by_one(raw: bytes, expected: list[str]) -> None:
    assert [address.email for address in parse_addresses(raw)] == expected


@pytest.mark.parametrize(
    "raw",
    [
        b"alice@example.org)bob@example.com",
        b"alice@example.org<bob@example.com",
        b"<alice@example.org <bob@example.com>>",
        b"alice@example.org@bob.example.com",
        b'alice@example.org"bob@example.com',
        b"alice@example.org\x00@example.com",
        b"alice@ex ample.org",
    ],
)
def test_cve_2023_27043_a_malformed_address_is_no_address(raw: bytes) -> None:
    assert parse_addresses(raw) == []


def test_words_inside_addresses_are_decoded_after_cutting() -> None:
    [address] = parse_addresses(b"=?utf-8?Q?Evil=2C_=3Cceo=40bank.example=3E?= <x@y.example>")
    assert address.email == "x@y.example"


def test_decoding_words_is_linear() -> None:
    decode_words("=?a?b?" * 10_000)
    decode_words("=?utf-8?B?" * 10_000 + "?=")
