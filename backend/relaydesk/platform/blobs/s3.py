"""Blobs in a bucket that speaks the S3 protocol (AWS, MinIO, Ceph, OSS …)."""

from io import BytesIO
from typing import IO, Any, BinaryIO
from urllib.parse import parse_qsl, unquote, urlsplit

from relaydesk.platform.blobs.store import BlobMissing
from relaydesk.platform.errors import Unavailable

MISSING = {"404", "NoSuchKey", "NotFound"}


class S3Store:
    """Blobs in one bucket.

    Args:
        url: `https://KEY:SECRET@endpoint/bucket[/prefix][?region=cn-north-1]`; key and secret
        percent-encoded.
    """

    def __init__(self, url: str) -> None:
        # 20 MB that an installation on disk does not carry
        import boto3
        from botocore.config import Config

        parts = urlsplit(url)
        bucket, _, prefix = parts.path.strip("/").partition("/")
        if parts.scheme not in ("http", "https") or not parts.hostname or not bucket or not parts.username:
            raise ValueError("RELAYDESK_S3 must read https://KEY:SECRET@endpoint/bucket")
        options = dict(parse_qsl(parts.query))
        port = f":{parts.port}" if parts.port else ""
        self.bucket = bucket
        self.prefix = f"{prefix}/" if prefix else ""
        make_client: Any = boto3.client
        self.client: Any = make_client(
            "s3",
            endpoint_url=f"{parts.scheme}://{parts.hostname}{port}",
            aws_access_key_id=unquote(parts.username),
            aws_secret_access_key=unquote(parts.password or ""),
            region_name=options.get("region", "us-east-1"),
            config=Config(
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 3, "mode": "standard"},
                s3={"addressing_style": "virtual" if options.get("addressing") == "virtual" else "path"},
                # some servers do not know the newer checksum headers; the content's address is a checksum
                # anyway
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def _key(self, digest: str) -> str:
        return f"{self.prefix}{digest[:2]}/{digest[2:4]}/{digest}"

    def _call(self, operation: str, digest: str, **kwargs: Any) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self.client, operation)(Bucket=self.bucket, Key=self._key(digest), **kwargs)
        except ClientError as exc:
            if str(exc.response.get("Error", {}).get("Code")) in MISSING:
                raise BlobMissing(digest[:12]) from None
            raise Unavailable("The file store refused.", code="storage_unavailable") from exc
        except BotoCoreError as exc:
            raise Unavailable("The file store cannot be reached.", code="storage_unavailable") from exc

    def put(self, digest: str, data: bytes) -> None:
        """Store bytes; the server answers when they are durable.

        Raises:
            Unavailable: the bucket cannot be reached or refuses.
        """
        if not self.exists(digest):
            self._call("put_object", digest, Body=data)

    def put_file(self, digest: str, file: IO[bytes]) -> None:
        """Store what is left to read of a file, as `put`."""
        if not self.exists(digest):
            self._call("put_object", digest, Body=file)

    def read(self, digest: str) -> bytes:
        """Read all bytes, or raise BlobMissing."""
        body: bytes = self._call("get_object", digest)["Body"].read()
        return body

    def open_stream(self, digest: str) -> BinaryIO:
        """Read into memory and open; a broken connection must not end a download half-way with status 200."""
        return BytesIO(self.read(digest))

    def exists(self, digest: str) -> bool:
        """Whether it is stored."""
        try:
            self._call("head_object", digest)
        except BlobMissing:
            return False
        return True

    def delete(self, digest: str) -> None:
        """Delete it, if it is stored."""
        self._call("delete_object", digest)
