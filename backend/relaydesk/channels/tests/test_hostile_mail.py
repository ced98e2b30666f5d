"""Hostile mail stays within its limits (reliability G11): 2 s of processor time, 300 MB, no exception."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaydesk.channels.actions import take_intake
from relaydesk.channels.actions.take_intake import read_in_child
from relaydesk.channels.rules.mail.read_mail import pack, read_mail, unpack
from relaydesk.channels.tests.conftest import make_mail, sample_files
from relaydesk.platform.limited import LimitExceededError

HEAD = b"From: a@b.example\r\nSubject: x\r\n"


def nested(depth: int) -> bytes:
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)
    )
    return HEAD + opening + b"Content-Type: text/plain\r\n\r\nbottom\r\n"


def with_html(html: str) -> bytes:
    return HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()


PROBES = {
    "nested multiparts": nested(2_000),
    "a header of (": b"From: " + b"(" * 60_000 + b"\r\n" + HEAD + b"\r\nx",
    "a header of ;": HEAD + b"Content-Type: text/plain" + b";" * 60_000 + b"\r\n\r\nx",
    "a header of commas": HEAD + b"To: " + b"," * 60_000 + b"\r\n\r\nx",
    "5,000 addresses": HEAD + b"To: " + b", ".join(b"a%d@b.example" % n for n in range(5_000)) + b"\r\n\r\nx",
    "a header of <": HEAD + b"To: " + b"<" * 60_000 + b"\r\n\r\nx",
    "a header of quotes": HEAD + b"To: " + b'"\\' * 30_000 + b"\r\n\r\nx",
    "encoded words without end": HEAD + b"Subject: " + b"=?utf-8?q?" * 6_000 + b"\r\n\r\nx",
    "100,000 headers": b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + HEAD + b"\r\nx",
    "one header of 5 MB": b"X: " + b"a" * 5_000_000 + b"\r\n" + HEAD + b"\r\nx",
    "header continued 200,000 times": HEAD + b"X: y\r\n" + b" z\r\n" * 200_000 + b"\r\nx",
    "20,000 parts": HEAD
    + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    + b"--b\r\n\r\nx\r\n" * 20_000,
    "boundaries that are none": HEAD
    + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    + b"--bx\n" * 1_000_000,
    "deep html": with_html("<div>" * 100_000),
    "tables in tables": with_html("<table><tr><td>" * 30_000 + "x"),
    "unclosed comments": with_html("<!--" * 250_000),
    "many fonts": with_html("".join(f"<font color=c{n}>" for n in range(3_000)) + "<p>x" * 20_000),
    "word conditional comments": with_html("<!--[if gte mso 9]><xml></xml><![endif]-->" * 15_000),
    "one url of 2 MB": HEAD + b"\r\nhttp://" + b"a." * 1_000_000,
    "two million commas of text": HEAD + b"\r\n" + b"," * 2_000_000,
    "quoted lines": HEAD + b"\r\n" + b">" * 2_000_000,
    "a million quoted lines": HEAD + b"\r\n" + b"> x\r\n" * 500_000,
    "almost introductions": HEAD + b"\r\n" + ("On 1 " + "a@b 2026年 " * 30 + " wrot\r\n").encode() * 5_000,
    "bad utf-32": HEAD + b"Content-Type: text/plain; charset=utf-32\r\n\r\n" + b"\xff" * 1_000_000,
    "bad utf-7": HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\n" + b"+AAAA" * 200_000,
    "punycode as charset": HEAD
    + b"Content-Type: text/plain; charset=punycode\r\n\r\n"
    + b"a-" * 100_000
    + b"\xe4",
    "base64 of nothing": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"!" * 2_000_000,
    "quoted-printable without end": HEAD
    + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    + b"=" * 2_000_000,
    "rfc2231 sections": HEAD
    + b"Content-Disposition: attachment"
    + b"".join(b"; filename*%d*=%%E4" % n for n in range(3_000))
    + b"\r\n\r\nx",
    "huge section number": HEAD + b"Content-Type: text/plain; name*999999999999=x\r\n\r\nx",
    "nuls": b"\x00" * 100_000,
    "only line feeds": b"\n" * 1_000_000,
    "no line feed": b"x" * 5_000_000,
    "nothing": b"",
    "45 MB attachment": HEAD
    + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nsee file\r\n--b\r\n'
    + b"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + (b"QUJD" * 19 + b"\r\n") * 500_000
    + b"--b--\r\n",
}


def test_hostile_mail_is_read_or_refused_within_its_limits() -> None:
    refused: dict[str, str] = {}
    for name, probe in PROBES.items():
        started = time.monotonic()
        try:
            mail = read_in_child(probe, envelope_sender=None)
            assert len(mail.body_text) <= 400_000, name
        except LimitExceededError as limit:
            refused[name] = limit.reason
        assert time.monotonic() - started < 60, name
    assert set(refused.values()) <= {"time", "memory", "died"}, refused
    # A slow machine gives up more of them for their time; what is too much for the memory is so everywhere.
    assert len([reason for reason in refused.values() if reason != "time"]) <= 4, refused
    assert len(refused) <= len(PROBES) // 3, refused


def test_the_reader_works_again_after_a_hostile_mail() -> None:
    with pytest.raises(LimitExceededError):
        take_intake._reader().call(b"\x00\x00\x00\x02{}")
    assert read_in_child(make_mail(), envelope_sender=None).subject == "打印机坏了"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_broken_mail_raises(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(sample_files())).read_bytes()[:4_000])
    for _ in range(data.draw(st.integers(0, 12))):
        if raw:
            position = data.draw(st.integers(0, len(raw) - 1))
            raw[position : position + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    mail = read_mail(bytes(raw))
    assert unpack(pack(mail)) == mail


def test_a_45_mb_mail_keeps_its_text() -> None:
    mail = read_in_child(PROBES["45 MB attachment"], envelope_sender=None)
    assert mail.body_text == "see file"
    assert mail.left_out == ("a.zip",)
