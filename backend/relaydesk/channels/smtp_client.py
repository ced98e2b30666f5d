"""One connection to the relay, with time limits, and answers sorted into what they mean."""

import contextlib
import smtplib
import socket
import ssl
from dataclasses import dataclass
from enum import StrEnum

from relaydesk.channels.rules.relay_url import Relay

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0


class Verdict(StrEnum):
    """What became of one mail: taken; surely not taken, now or for ever; or nobody knows."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with what the relay said."""

    verdict: Verdict
    text: str = ""


class RelayConnection:
    """Sends mails one after another over one connection, which is opened when first needed."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._client: smtplib.SMTP | None = None

    def send(self, *, sender: str, recipient: str, data: bytes) -> Answer:
        """Hand over one mail. Raises nothing that concerns the mail or the relay."""
        for _ in range(2):
            reused = self._client is not None
            before = self._open()
            if before is not None:
                return before
            answer = self._deliver(sender, recipient, data)
            if answer is not None:
                return answer
            self.close()
            if not reused:
                break
        return Answer(Verdict.LATER, "The relay closed the connection.")

    def close(self) -> None:
        """End the connection."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                client.quit()
            client.close()

    def _open(self) -> Answer | None:
        if self._client is not None:
            return None
        try:
            self._client = self._connect()
        except smtplib.SMTPResponseException as refusal:
            return Answer(Verdict.LATER, _said(refusal.smtp_code, refusal.smtp_error))
        except (OSError, smtplib.SMTPException, ssl.SSLError) as fault:
            return Answer(Verdict.LATER, f"No connection to the relay: {type(fault).__name__}")
        return None

    def _connect(self) -> smtplib.SMTP:
        relay = self._relay
        context = ssl.create_default_context()
        name = socket.gethostname()
        client: smtplib.SMTP
        if relay.tls == "always":
            client = smtplib.SMTP_SSL(relay.host, relay.port, name, timeout=CONNECT_SECONDS, context=context)
        else:
            client = smtplib.SMTP(relay.host, relay.port, name, timeout=CONNECT_SECONDS)
        try:
            if relay.tls == "starttls":
                client.starttls(context=context)
            client.ehlo_or_helo_if_needed()
            if relay.user:
                client.login(relay.user, relay.password)
            if client.sock is not None:
                client.sock.settimeout(ANSWER_SECONDS)
        except BaseException:
            client.close()
            raise
        return client

    def _deliver(self, sender: str, recipient: str, data: bytes) -> Answer | None:
        """Return the relay's answer, or None when the connection broke before the mail began to travel."""
        assert self._client is not None
        try:
            for step, address in ((self._client.mail, sender), (self._client.rcpt, recipient)):
                code, text = step(address)
                if not 200 <= code < 400:
                    self._reset(code)
                    return _refused(code, text)
        except (OSError, smtplib.SMTPException):
            return None
        try:
            code, text = self._client.data(data)
        except smtplib.SMTPDataError as refusal:
            self._reset(refusal.smtp_code)
            return _refused(refusal.smtp_code, refusal.smtp_error)
        except (OSError, smtplib.SMTPException) as fault:
            self.close()
            return Answer(
                Verdict.UNKNOWN, f"The connection broke while the mail was sent: {type(fault).__name__}"
            )
        if code == 250:
            return Answer(Verdict.SENT, _said(code, text))
        self._reset(code)
        return _refused(code, text)

    def _reset(self, code: int) -> None:
        if code == 421 or self._client is None:
            self.close()
            return
        try:
            self._client.rset()
        except (OSError, smtplib.SMTPException):
            self.close()


def _refused(code: int, text: bytes | str) -> Answer:
    return Answer(Verdict.NEVER if 500 <= code < 600 else Verdict.LATER, _said(code, text))


def _said(code: int, text: bytes | str) -> str:
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(plain.split())}".replace("\x00", "")[:300]
