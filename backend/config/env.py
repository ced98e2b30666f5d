"""The environment, read and typed in this one place; docs/operate/settings.md tells about every setting."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Env:
    """What the operator sets from outside, all names beginning with RELAYDESK_ except DATABASE_URL."""

    database_url: str
    owner_database_url: str
    data_dir: Path
    public_url: str
    smtp_relay_url: str
    mail_domain: str
    support_address: str
    s3_url: str
    secure: bool
    prepared_statements: bool
    trusted_proxies: tuple[str, ...]
    outgoing_networks: tuple[str, ...]
    notice_days: int
    log_level: str
    test: bool


def read_env() -> Env:
    """Read the process environment once.

    Raises:
        ValueError: a setting cannot be understood; the text names it.
    """
    get = os.environ.get
    return Env(
        database_url=get("DATABASE_URL", ""),
        owner_database_url=get("RELAYDESK_OWNER_DATABASE_URL", ""),
        data_dir=Path(get("RELAYDESK_DATA", "") or Path.cwd() / ".relaydesk").resolve(),
        public_url=get("RELAYDESK_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        smtp_relay_url=get("RELAYDESK_SMTP_RELAY", ""),
        mail_domain=get("RELAYDESK_MAIL_DOMAIN", "demo.local"),
        support_address=get("RELAYDESK_SUPPORT_ADDRESS", "support@demo.local"),
        s3_url=get("RELAYDESK_S3", ""),
        secure=get("RELAYDESK_SECURE", "0") == "1",
        prepared_statements=get("RELAYDESK_PREPARED_STATEMENTS", "1") == "1",
        trusted_proxies=tuple(get("RELAYDESK_TRUSTED_PROXIES", "").replace(",", " ").split()),
        outgoing_networks=tuple(get("RELAYDESK_OUTGOING_NETWORKS", "").replace(",", " ").split()),
        notice_days=_days(get("RELAYDESK_NOTICE_DAYS", "90")),
        log_level=get("RELAYDESK_LOG_LEVEL", "INFO"),
        test=get("RELAYDESK_TEST", "0") == "1",
    )


def _days(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 3650:
        raise ValueError("RELAYDESK_NOTICE_DAYS needs a number of days, 1 to 3650")
    return int(text)


ENV = read_env()
