"""Where a cluster and its socket lie, and the note in the data folder that says so."""

import json
import shutil
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from relaydesk.platform.embedded_database.account import ROOT_HOME, Account, reachable
from relaydesk.platform.embedded_database.errors import DatabaseError
from relaydesk.platform.embedded_database.processes import processes_in

NOTE = "database.json"
OWNER = ".owner"  # beside a cluster in /var/lib: whose it is
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes (unix(7)); a little room for the lock file beside it


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one cluster: `home` belongs to the account, `cluster` is PGDATA, `socket` is 0700."""

    home: Path
    cluster: Path
    socket: Path

    @property
    def socket_file(self) -> Path:
        """The socket that the server listens on."""
        return self.socket / SOCKET_NAME

    @property
    def url(self) -> str:
        """The address as the owner of everything: for preparing, and for whoever works on the server."""
        return f"postgresql://relaydesk@/relaydesk?host={self.socket}"

    @property
    def running_url(self) -> str:
        """The address for the running processes, as a role that owns nothing (config/database_roles.py)."""
        return f"postgresql://relaydesk_app@/relaydesk?host={self.socket}"


def read_note(data_dir: Path) -> Places | None:
    """Read where the cluster of `data_dir` lies; None before its first start.

    Raises:
        DatabaseError: the note is damaged, or the data folder is a copy whose cluster belongs to the
        original.
    """
    try:
        note = json.loads((data_dir / NOTE).read_text())
        home, owner = data_dir / note["home"], Path(note["data"])  # an absolute home replaces data_dir
        places = Places(home=home, cluster=home / "cluster", socket=Path(note["socket"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise DatabaseError(f"{data_dir / NOTE} cannot be read: {error}") from error
    if Path(note["home"]).is_absolute() and owner != data_dir and (owner / NOTE).exists():
        raise DatabaseError(
            f"{data_dir} is a copy of {owner}, whose database lies in {home}: it cannot serve both."
        )
    return places


def choose_places(data_dir: Path, account: Account) -> Places:
    """Find or choose the folders for the cluster of `data_dir`, make them, and write the note.

    The cluster lies inside the data folder. Only when another user must run it and cannot get there (a home
    folder of root, say) it goes to /var/lib/relaydesk; a closed folder is never opened for it.

    Raises:
        DatabaseError: the cluster that the note names has gone.
    """
    noted = read_note(data_dir)
    if noted is not None:
        home = noted.home
        if not home.is_dir():
            raise DatabaseError(f"The database of {data_dir} should be in {home}, but that folder has gone.")
    elif account.is_self or reachable(data_dir):
        home = data_dir / "postgres"
    else:
        ROOT_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        _forget_scratch_clusters()
        home = ROOT_HOME / f"data-{uuid.uuid4().hex[:12]}"
        (ROOT_HOME / f"{home.name}{OWNER}").write_text(f"{data_dir}\n")
    home.mkdir(mode=0o700, exist_ok=True)
    account.own(home)
    places = Places(home=home, cluster=home / "cluster", socket=_socket_folder(home, noted, account))
    inside = home.is_relative_to(data_dir)
    note = {
        "home": str(home.relative_to(data_dir) if inside else home),
        "socket": str(places.socket),
        "data": str(data_dir),
    }
    temporary = data_dir / f"{NOTE}.new"
    temporary.write_text(json.dumps(note, indent=2) + "\n")
    temporary.replace(data_dir / NOTE)
    return places


def _forget_scratch_clusters() -> None:
    """Remove clusters whose data folder lay among the temporary files and has gone, as after tests.

    Only those: any other folder that is not there may be on a disk that is not mounted yet.
    """
    scratch = Path(tempfile.gettempdir()).resolve()
    for owner in ROOT_HOME.glob(f"data-*{OWNER}"):
        home = owner.with_name(owner.name.removesuffix(OWNER))
        data_dir = Path(owner.read_text().strip())
        if data_dir.is_relative_to(scratch) and not data_dir.exists() and not processes_in(home / "cluster"):
            shutil.rmtree(home, ignore_errors=True)
            owner.unlink(missing_ok=True)


def _socket_folder(home: Path, noted: Places | None, account: Account) -> Path:
    folder = home / "socket"
    if len(str(folder / SOCKET_NAME).encode()) > LONGEST_SOCKET_PATH:
        if noted is not None and _is_ours(noted.socket, account):
            return noted.socket
        folder = Path(tempfile.mkdtemp(prefix="relaydesk-", dir="/tmp"))  # mode 0700, name unguessable
    folder.mkdir(mode=0o700, exist_ok=True)
    account.own(folder)
    return folder


def _is_ours(folder: Path, account: Account) -> bool:
    try:
        status = folder.lstat()
    except OSError:
        return False
    return folder.is_dir() and status.st_uid == account.uid and status.st_mode & 0o077 == 0
