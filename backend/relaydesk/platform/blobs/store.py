"""What a blob store can do."""

from typing import IO, BinaryIO, Protocol


class BlobMissing(Exception):
    """Nothing is stored under this digest."""


class BlobDamaged(Exception):
    """What is stored is not what was put there."""


class Store(Protocol):
    """A place for bytes; digests are checked by the caller."""

    def put(self, digest: str, data: bytes) -> None:
        """Store bytes durably; again changes nothing."""

    def put_file(self, digest: str, file: IO[bytes]) -> None:
        """Store what is left to read of a file; else as `put`."""

    def read(self, digest: str) -> bytes:
        """Read all bytes, or raise BlobMissing."""

    def open_stream(self, digest: str) -> BinaryIO:
        """Open for reading, or raise BlobMissing."""

    def exists(self, digest: str) -> bool:
        """Whether it is stored."""

    def delete(self, digest: str) -> None:
        """Delete it, if it is stored."""
