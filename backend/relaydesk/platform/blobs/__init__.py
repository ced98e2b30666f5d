"""Stored bytes (raw mails, attachments), addressed by their SHA-256; on disk, or in an S3 bucket by setting.

The same content is kept once. `put` returns only when the bytes would survive a power cut.
"""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings

from relaydesk.platform.blobs.disk import DiskStore
from relaydesk.platform.blobs.store import BlobDamaged, BlobMissing, Store

__all__ = ["BlobDamaged", "BlobMissing", "delete", "exists", "open_stream", "put", "put_file", "read"]

PIECE = 1024 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")


@cache
def _store(s3_url: str, data_dir: Path) -> Store:
    if s3_url:
        from relaydesk.platform.blobs.s3 import S3Store

        return S3Store(s3_url)
    return DiskStore(data_dir / "blobs")


def _current() -> Store:
    return _store(settings.S3_URL, Path(settings.DATA_DIR))


def _checked(digest: str) -> str:
    if not DIGEST.fullmatch(digest):
        raise BlobMissing("this is no digest")
    return digest


def put(data: bytes) -> str:
    """Store bytes.

    Returns:
        Their SHA-256 as 64 hexadecimal digits, under which they are read again.

    Raises:
        Unavailable: the disk is full or the bucket cannot be reached; nothing is stored then.
    """
    digest = sha256(data).hexdigest()
    _current().put(digest, data)
    return digest


def put_file(file: IO[bytes]) -> str:
    """Store what a file holds, from its beginning on, without taking it into memory.

    Returns, Raises:
        As `put`.
    """
    file.seek(0)
    running = sha256()
    while piece := file.read(PIECE):
        running.update(piece)
    digest = running.hexdigest()
    file.seek(0)
    _current().put_file(digest, file)
    return digest


def read(digest: str) -> bytes:
    """Read bytes and compare them with their digest.

    Raises:
        BlobMissing: nothing is stored under this digest.
        BlobDamaged: what is stored is not what was put there.
    """
    data = _current().read(_checked(digest))
    if sha256(data).hexdigest() != digest:
        raise BlobDamaged(f"blob {digest[:12]} is damaged")
    return data


def open_stream(digest: str) -> BinaryIO:
    """Open bytes for reading piece by piece; the caller closes. The digest is not compared.

    Raises:
        BlobMissing: nothing is stored under this digest.
    """
    return _current().open_stream(_checked(digest))


def exists(digest: str) -> bool:
    """Whether something is stored under this digest."""
    return bool(DIGEST.fullmatch(digest)) and _current().exists(digest)


def delete(digest: str) -> None:
    """Delete bytes; missing ones are no fault. The caller knows that nobody else refers to them."""
    _current().delete(_checked(digest))
