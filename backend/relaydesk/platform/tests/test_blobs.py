"""Blobs: the same promises on disk and in a bucket."""

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from relaydesk.platform import blobs
from relaydesk.platform.blobs import BlobDamaged, BlobMissing
from relaydesk.platform.errors import Unavailable
from relaydesk.platform.tests.fake_s3 import FakeS3

DATA = "一封原始邮件\r\n".encode() * 1000


@pytest.fixture(params=["disk", "s3"])
def store(request, settings, tmp_path):
    blobs._store.cache_clear()
    settings.DATA_DIR = tmp_path
    server = None
    if request.param == "s3":
        server = FakeS3()
        settings.S3_URL = (
            f"http://KEY%2F%2Bid:se%3Acret@127.0.0.1:{server.port}/bucket/inner?region=cn-north-1"
        )
    else:
        settings.S3_URL = ""
    yield server or tmp_path
    if server:
        server.stop()
    blobs._store.cache_clear()


def test_what_is_put_is_read_again_under_its_digest(store):
    digest = blobs.put(DATA)
    assert digest == sha256(DATA).hexdigest()
    assert blobs.read(digest) == DATA
    with blobs.open_stream(digest) as stream:
        assert stream.read(10) == DATA[:10]
    assert blobs.exists(digest)


def test_the_empty_blob_is_one_too(store):
    assert blobs.read(blobs.put(b"")) == b""


def test_the_same_bytes_are_kept_once(store):
    with ThreadPoolExecutor(8) as threads:
        digests = set(threads.map(blobs.put, [DATA] * 20))
    assert len(digests) == 1
    if isinstance(store, Path):
        assert len([f for f in store.rglob("*") if f.is_file()]) == 1
    else:
        assert len(store.objects) == 1


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "A" * 64, "0" * 63 + "\n"])
def test_what_was_never_put_is_missing(store, digest):
    assert not blobs.exists(digest)
    with pytest.raises(BlobMissing):
        blobs.read(digest)
    with pytest.raises(BlobMissing):
        blobs.open_stream(digest)


def test_deleting_is_final_and_may_be_repeated(store):
    digest = blobs.put(DATA)
    blobs.delete(digest)
    blobs.delete(digest)
    assert not blobs.exists(digest)


def test_a_flipped_byte_is_noticed(store):
    digest = blobs.put(DATA)
    if isinstance(store, Path):
        path = store / "blobs" / digest[:2] / digest[2:4] / digest
        path.write_bytes(b"X" + DATA[1:])
    else:
        store.objects = {path: b"X" + data[1:] for path, data in store.objects.items()}
    with pytest.raises(BlobDamaged):
        blobs.read(digest)


def test_files_are_closed_to_others_and_no_half_file_stays(store):
    if not isinstance(store, Path):
        pytest.skip("a folder's matter")
    digest = blobs.put(DATA)
    path = store / "blobs" / digest[:2] / digest[2:4] / digest
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in path.parent.iterdir()] == [digest]


def test_a_full_disk_is_unavailable_and_leaves_nothing(store, monkeypatch):
    if not isinstance(store, Path):
        pytest.skip("a folder's matter")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable):
        blobs.put(DATA)
    assert not [f for f in store.rglob("*") if f.is_file()]


def test_a_bucket_that_fails_is_unavailable(store):
    if isinstance(store, Path):
        pytest.skip("a bucket's matter")
    store.failing = True
    with pytest.raises(Unavailable):
        blobs.put(DATA)


def test_objects_lie_under_the_prefix_of_the_setting(store):
    if isinstance(store, Path):
        pytest.skip("a bucket's matter")
    digest = blobs.put(DATA)
    assert list(store.objects) == [f"/bucket/inner/{digest[:2]}/{digest[2:4]}/{digest}"]
