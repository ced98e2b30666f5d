"""What `relaydesk up` was asked to do, and how it says no."""

from dataclasses import dataclass
from pathlib import Path


class Refusal(Exception):
    """`up` cannot do what it was asked; the text is for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class UpOptions:
    """The options of `relaydesk up`."""

    data_dir: Path
    host: str
    port: int
    smtp_port: int
    demo: bool

    @property
    def smtp_address(self) -> str:
        """Where a mail program on this machine finds it."""
        return f"smtp://{self._reachable_host}:{self.smtp_port}"

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        return f"http://{self._reachable_host}:{self.port}"

    @property
    def _reachable_host(self) -> str:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        return f"[{host}]" if ":" in host else host
