"""Blobs in a folder: `ab/cd/abcd…`, written beside, flushed, then renamed into place."""

import os
import secrets
import shutil
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from relaydesk.platform.blobs.store import BlobMissing
from relaydesk.platform.errors import Unavailable


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class DiskStore:
    """Blobs under one folder.

    Args:
        root: the folder; made when missing.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest[2:4] / digest

    def _make_folder(self, folder: Path) -> None:
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for made in reversed(missing):
            _flush_folder(made.parent)

    def put(self, digest: str, data: bytes) -> None:
        """Store bytes durably; again changes nothing.

        Raises:
            Unavailable: the disk is full or not writable.
        """
        self.put_file(digest, BytesIO(data))

    def put_file(self, digest: str, file: IO[bytes]) -> None:
        """Store what is left to read of a file; else as `put`.

        Raises:
            Unavailable: the disk is full or not writable.
        """
        path = self._path(digest)
        try:
            if path.exists():
                # whoever wrote it may not have flushed the folder yet, and we promise durability too
                _flush_folder(path.parent)
                return
            self._make_folder(path.parent)
            self._write(path, file)
        except OSError as exc:
            raise Unavailable("The file store cannot be written.", code="storage_unavailable") from exc

    @staticmethod
    def _write(path: Path, source: IO[bytes]) -> None:
        temporary = path.with_name(f".{path.name[:16]}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                shutil.copyfileobj(source, file, 1024 * 1024)
                file.flush()
                os.fsync(file.fileno())
            temporary.rename(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)

    def read(self, digest: str) -> bytes:
        """Read all bytes, or raise BlobMissing."""
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            raise BlobMissing(digest[:12]) from None

    def open_stream(self, digest: str) -> BinaryIO:
        """Open for reading, or raise BlobMissing."""
        try:
            return self._path(digest).open("rb")
        except FileNotFoundError:
            raise BlobMissing(digest[:12]) from None

    def exists(self, digest: str) -> bool:
        """Whether it is stored."""
        return self._path(digest).exists()

    def delete(self, digest: str) -> None:
        """Delete it, if it is stored."""
        self._path(digest).unlink(missing_ok=True)
