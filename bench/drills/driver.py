"""Sends mails and API calls and repeats each until it is acknowledged, as an honest client does."""

import http.client
import smtplib
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage

from bench.drills.ledger import Ledger
from bench.instance import Instance
from bench.load import Client, RefusedError

SUPPORT = "support@demo.local"
GIVE_UP_SECONDS = 120
BROKEN = (OSError, smtplib.SMTPException, http.client.HTTPException, RefusedError)


class Driver:
    """Drives one instance from several threads at a steady rate."""

    def __init__(
        self, instance: Instance, token: str, ledger: Ledger, *, messages: int, seconds: float
    ) -> None:
        self._instance = instance
        self._token = token
        self._ledger = ledger
        self._messages = messages
        self._seconds = seconds
        self._numbers: Iterator[int] = iter(range(messages))
        self._lock = threading.Lock()
        self.gave_up: list[str] = []

    def run(self, threads: int = 8) -> None:
        """Send everything; returns when all is acknowledged or given up."""
        self._started = time.monotonic()
        workers = [threading.Thread(target=self._work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _work(self) -> None:
        client = Client(self._instance.port, self._token)
        while True:
            with self._lock:
                number = next(self._numbers, None)
            if number is None:
                return
            due = self._started + self._seconds * number / self._messages
            time.sleep(max(0.0, due - time.monotonic()))
            self._until_taken(client, number)

    def _until_taken(self, client: Client, number: int) -> None:
        """Every second message is a mail; the calls open tickets and answer half of them."""
        reply_to = self._ledger.take_unanswered() if number % 4 == 1 else None
        limit = time.monotonic() + GIVE_UP_SECONDS
        pause = 0.05
        while time.monotonic() < limit:
            self._ledger.attempted()
            try:
                if number % 2 == 0:
                    self._mail(number)
                elif reply_to is not None:
                    self._reply(client, number, reply_to[1])
                else:
                    self._open(client, number)
                return
            except BROKEN:
                time.sleep(pause)
                pause = min(1.0, pause * 2)
        self.gave_up.append(f"message {number}")

    def _mail(self, number: int) -> None:
        mail = EmailMessage()
        mail["From"] = f"Drill {number} <mail-{number}@example.com>"
        mail["To"] = SUPPORT
        mail["Subject"] = f"drill mail M{number:06d}"
        mail["Message-ID"] = f"<drill-{number}@example.com>"
        mail.set_content(f"冰箱不制冷，请尽快处理。 M{number:06d}\n")
        with smtplib.SMTP("127.0.0.1", self._instance.smtp_port, timeout=10) as connection:
            connection.send_message(mail)
        self._ledger.mail_taken(f"M{number:06d}")

    def _open(self, client: Client, number: int) -> None:
        token = f"A{number:06d}"
        body = {
            "subject": f"drill call {token}",
            "body": f"热水器报错。 {token}",
            "requester": {"email": f"call-{number}@example.com", "name": f"Drill {number}"},
        }
        answer = client.call(
            "POST", "/api/v1/tickets", body, headers={"Idempotency-Key": f"drill-{number}"}, expect=(201,)
        )
        self._ledger.ticket_opened(token, answer["number"])

    def _reply(self, client: Client, number: int, ticket: str) -> None:
        token = f"R{number:06d}"
        body = {"visibility": "public", "body_html": f"<p>工程师已出发。 {token}</p>"}
        client.call(
            "POST",
            f"/api/v1/tickets/{ticket}/messages",
            body,
            headers={"Idempotency-Key": f"drill-{number}"},
            expect=(201,),
        )
        self._ledger.reply_taken(token, ticket)
