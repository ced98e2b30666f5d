"""One supervisor for one data folder."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from config.supervisor.options import Refusal

LOCK_FILE = "up.lock"


class DataLock:
    """Held while a process owns the data folder; the kernel frees it however that process dies."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / LOCK_FILE
        self._descriptor: int | None = None

    def __enter__(self) -> "DataLock":
        """Take the lock.

        Raises:
            Refusal: another process has it, or the folder cannot be written.
        """
        try:
            self._path.parent.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Refusal(
                f"Cannot write to the data folder {self._path.parent}: {error.strerror}."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.read(descriptor, 32).decode().strip()
            os.close(descriptor)
            raise Refusal(
                f"Relaydesk already runs on {self._path.parent} (process {owner or 'unknown'}). "
                "Stop it first, or choose another folder with --data."
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free the lock. The file stays: removing it would let two processes lock two files of one name."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def forget(self) -> None:
        """Close our copy after a fork: a child that outlives its parent must not keep the folder locked."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
