"""Our SMTP server, spoken to by a real client."""

import smtplib
import socket
from typing import Any

import pytest
from django.db.utils import OperationalError

from relaydesk.channels import smtp
from relaydesk.channels.contracts import MAX_MAIL_BYTES
from relaydesk.channels.models import Intake
from relaydesk.channels.tests.conftest import make_mail
from relaydesk.platform import blobs

pytestmark = pytest.mark.usefixtures("transactional_db")


def client(port: int) -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", port, timeout=10)


def test_a_mail_is_committed_before_it_is_acknowledged(smtp_port: int) -> None:
    raw = make_mail()
    with client(smtp_port) as smtp_client:
        smtp_client.sendmail("wang@customer.example", ["support@demo.local"], raw)
    row = Intake.objects.get()
    assert (row.state, row.channel) == ("received", "email")
    assert row.envelope["mail_from"] == "wang@customer.example"
    assert row.envelope["rcpt_to"] == ["support@demo.local"]
    assert blobs.read(row.raw) == raw


def test_the_same_mail_twice_is_accepted_twice_and_kept_once(smtp_port: int) -> None:
    for _ in range(3):
        with client(smtp_port) as smtp_client:
            smtp_client.sendmail("wang@customer.example", ["support@demo.local"], make_mail())
    assert Intake.objects.count() == 1


def test_it_relays_for_nobody(smtp_port: int) -> None:
    with client(smtp_port) as smtp_client:
        smtp_client.ehlo()
        smtp_client.mail("eve@evil.example")
        for address in (
            "victim@other.example",
            "nobody@demo.local",
            "support@demo.local@other.example",
            "support%other.example@demo.local",
            "support@other.example",
        ):
            code, _ = smtp_client.rcpt(address)
            assert code in (550, 553, 501), address
        for address in (
            "support@demo.local",
            "SUPPORT@DEMO.LOCAL",
            "support+t1.x@demo.local",
            "postmaster@demo.local",
        ):
            assert smtp_client.rcpt(address)[0] == 250


def test_the_database_away_is_451_and_nothing_is_kept(
    smtp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**given: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(smtp, "store_intake", away)
    with client(smtp_port) as smtp_client:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            smtp_client.sendmail("wang@customer.example", ["support@demo.local"], make_mail())
        assert refused.value.smtp_code == 451
    monkeypatch.undo()
    with client(smtp_port) as smtp_client:
        smtp_client.sendmail("wang@customer.example", ["support@demo.local"], make_mail())
    assert Intake.objects.count() == 1


def test_the_size_limit_is_announced_and_kept(smtp_port: int) -> None:
    with client(smtp_port) as smtp_client:
        smtp_client.ehlo()
        assert smtp_client.esmtp_features["size"] == str(MAX_MAIL_BYTES)
        code, _ = smtp_client.docmd("MAIL", f"FROM:<a@b.example> SIZE={MAX_MAIL_BYTES + 1}")
        assert code == 552


def talk(port: int, lines: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=3) as connection:
        connection.sendall(lines)
        connection.settimeout(1.5)
        got = b""
        try:
            while piece := connection.recv(4096):
                got += piece
        except TimeoutError:
            pass
        return got


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n", b"\r\n\x00.\r\n"])
def test_cve_2023_51764_nothing_is_smuggled_behind_a_bare_line_feed(smtp_port: int, end: bytes) -> None:
    start = b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<support@demo.local>\r\nDATA\r\n"
    smuggled = b"MAIL FROM:<ceo@demo.local>\r\nRCPT TO:<support@demo.local>\r\nDATA\r\n"
    smuggled += b"From: ceo@demo.local\r\n\r\nsmuggled\r\n.\r\n"
    talk(smtp_port, start + b"From: a@b.example\r\n\r\nfirst" + end + smuggled + b"QUIT\r\n")
    assert not any(
        b"smuggled" in blobs.read(r.raw) and b"first" not in blobs.read(r.raw) for r in Intake.objects.all()
    )
    assert Intake.objects.count() <= 1


def test_a_bare_line_feed_inside_a_mail_is_refused(smtp_port: int) -> None:
    start = b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<support@demo.local>\r\nDATA\r\n"
    answers = talk(smtp_port, start + b"From: a@b.example\r\n\r\none\ntwo\r\n.\r\nQUIT\r\n")
    assert b"550 5.6.0" in answers
    assert Intake.objects.count() == 0


def test_commands_end_in_crlf_only(smtp_port: int) -> None:
    answers = talk(smtp_port, b"EHLO x\nMAIL FROM:<a@b.example>\n")
    assert answers.count(b"250") == 0


def test_one_connection_too_many_is_told_to_come_later(
    smtp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "MAX_CONNECTIONS", 1)
    with client(smtp_port) as first:
        first.ehlo()
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            client(smtp_port)
        assert refused.value.smtp_code == 421
    with client(smtp_port) as again:
        assert again.noop()[0] == 250


def test_long_lines_and_eight_bit_text_are_taken_whole(smtp_port: int) -> None:
    raw = make_mail(body="长" * 30_000)
    with client(smtp_port) as smtp_client:
        smtp_client.sendmail("a@b.example", ["support@demo.local"], raw)
    assert blobs.read(Intake.objects.get().raw) == raw


def test_too_many_recipients_are_put_off(smtp_port: int) -> None:
    with client(smtp_port) as smtp_client:
        smtp_client.ehlo()
        smtp_client.mail("a@b.example")
        codes = [smtp_client.rcpt(f"support+{n}@demo.local")[0] for n in range(smtp.MAX_RECIPIENTS + 1)]
    assert codes[-1] == 452
