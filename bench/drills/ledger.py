"""The driver's own list of what was acknowledged, kept outside the system under test."""

import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class Ledger:
    """What the system has said yes to, by token."""

    mails: set[str] = field(default_factory=set)
    calls: dict[str, str] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _unanswered: list[tuple[str, str]] = field(default_factory=list)

    def attempted(self) -> None:
        """Count one attempt, whatever came of it."""
        with self._lock:
            self.attempts += 1

    def mail_taken(self, token: str) -> None:
        """The intake answered 250 to the mail with this token."""
        with self._lock:
            self.mails.add(token)

    def ticket_opened(self, token: str, number: str) -> None:
        """The API answered 201 and gave this number."""
        with self._lock:
            self.calls[token] = number
            self._unanswered.append((token, number))

    def take_unanswered(self) -> tuple[str, str] | None:
        """One opened ticket that nobody has answered yet, or None."""
        with self._lock:
            return self._unanswered.pop(0) if self._unanswered else None

    def reply_taken(self, token: str, number: str) -> None:
        """The API answered 201 to this reply on this ticket."""
        with self._lock:
            self.replies[token] = number
