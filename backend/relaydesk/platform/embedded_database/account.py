"""Who runs the server: PostgreSQL refuses to run as root, so root lends it a service user."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from relaydesk.platform.embedded_database.errors import DatabaseError

SERVICE_USER = "relaydesk"
FALLBACK_USERS = ("postgres", "nobody")
ROOT_HOME = Path("/var/lib/relaydesk")


@dataclass(frozen=True, slots=True)
class Account:
    """The system user that owns the cluster and runs the server. `is_self` when that is who we are."""

    uid: int
    gid: int
    is_self: bool

    def own(self, path: Path) -> None:
        """Hand a file or folder to this user."""
        if not self.is_self:
            os.chown(path, self.uid, self.gid)

    def popen_options(self) -> dict[str, object]:
        """Give what `subprocess` needs to run a program as this user."""
        return {} if self.is_self else {"user": self.uid, "group": self.gid, "extra_groups": []}


def choose_account() -> Account:
    """Find the user for the server: ourselves, or for root the service user, made when missing.

    Raises:
        DatabaseError: root, and no user to run the server could be found or made.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_self=True)
    entry = (
        _find(SERVICE_USER) or _make_service_user() or next(filter(None, map(_find, FALLBACK_USERS)), None)
    )
    if entry is None:
        raise DatabaseError(
            "PostgreSQL does not run as root, and there is no user to run it: create one with "
            f"'useradd --system {SERVICE_USER}', or start Relaydesk as an ordinary user."
        )
    return Account(entry.pw_uid, entry.pw_gid, is_self=False)


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make_service_user() -> pwd.struct_passwd | None:
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        return None
    command = [program, "--system", "--user-group", "--no-create-home", "--home-dir", str(ROOT_HOME)]
    subprocess.run([*command, "--shell", "/usr/sbin/nologin", SERVICE_USER], capture_output=True, check=False)
    return _find(SERVICE_USER)  # whoever won, when two starts raced


def reachable(folder: Path) -> bool:
    """Tell whether every user may pass through `folder` and all above it. Never changes a permission."""
    path = folder.resolve()
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))
