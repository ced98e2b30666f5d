"""The installation's key, kept outside the database: it signs links and seals stored secrets.

One key for all processes: in `<data>/secret.key` (mode 0600, made at first start), or in
RELAYDESK_SECRET_KEY when processes run on several machines.
"""

import os
import secrets
from pathlib import Path

KEY_FILE = "secret.key"


def installation_key(data_dir: Path) -> str:
    """Read the key; without one give a key for this process alone, which is right for tests and checks only.

    Raises:
        ValueError: RELAYDESK_SECRET_KEY is too short to be safe.
    """
    given = os.environ.get("RELAYDESK_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ValueError("RELAYDESK_SECRET_KEY must have at least 32 characters.")
        return given
    try:
        return (data_dir / KEY_FILE).read_text().strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(48)


def make_key_file(data_dir: Path) -> None:
    """Make the key file unless there is a key. Losing it makes sealed secrets unreadable: back it up."""
    if os.environ.get("RELAYDESK_SECRET_KEY"):
        return
    data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    path = data_dir / KEY_FILE
    if path.exists():
        return
    temporary = data_dir / f"{KEY_FILE}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)  # fails when another process was faster: its key holds
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
