"""Uploading, keeping and handing out files."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.access.contracts import SYSTEM
from relaydesk.access.testing import ApiClient, an_agent, client_of
from relaydesk.files import public as files
from relaydesk.files.actions import forget_upload
from relaydesk.files.contracts import MAX_FILE_BYTES, MAX_PENDING_UPLOADS
from relaydesk.files.models import Attachment
from relaydesk.files.rules.names import content_type_of, download_headers, safe_name
from relaydesk.platform.errors import Invalid, RuleBroken, TooLarge

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def api(db: None) -> ApiClient:
    return client_of(an_agent())


def upload(api: ApiClient, name: str, data: bytes, content_type: str = "application/x-anything") -> Any:
    return api.post(
        "/api/v1/files",
        {"file": SimpleUploadedFile(name, data, content_type)},
        content_type=MULTIPART_CONTENT,
    )


def test_a_file_comes_back_as_it_was(api: ApiClient) -> None:
    made = upload(api, "报价单 2026.txt", "你好".encode())
    assert made.status_code == 201
    body = made.json()
    assert body["name"] == "报价单 2026.txt"
    assert body["size"] == 6
    got = api.get(body["url"])
    assert got.content == "你好".encode()
    assert got["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E6%8A%A5" in got["Content-Disposition"]


def test_pictures_are_shown_and_everything_else_is_saved(api: ApiClient) -> None:
    for name, data, disposition in (
        ("a.png", PNG, "inline"),
        ("a.html", b"<script>1</script>", "attachment"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "attachment"),
        ("a.png", b"<html><script>1</script>", "attachment"),
        ("a.pdf", b"%PDF-1.7", "attachment"),
    ):
        got = api.get(upload(api, name, data, "image/png").json()["url"])
        assert got["Content-Disposition"].partition(";")[0] == disposition, (name, got["Content-Type"])
        assert got["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in got["Content-Security-Policy"]
        assert "default-src 'none'" in got["Content-Security-Policy"]


def test_cve_2022_25802_a_claimed_type_never_makes_a_picture() -> None:
    assert content_type_of("a.png", "image/png", b"<script>") != "image/png"
    assert content_type_of("a.bin", "text/html; charset=x", b"\0\1\2") != "image/png"
    assert content_type_of("a", "text/html\r\nX: y", b"\0\1\2\3") == "application/octet-stream"
    assert content_type_of("a.txt", "image/png", PNG) == "image/png"


@pytest.mark.parametrize(
    "name", ["shell.phtml", "shell.phar", "shell.pht", ".htaccess", "\u200b.htaccess", "shell.php\u200b.png"]
)
def test_cve_2025_48471_cve_2026_28289_a_program_is_kept_as_bytes_to_download(
    api: ApiClient, name: str
) -> None:
    got = api.get(upload(api, name, b"<?php system($_GET['c']);", "image/png").json()["url"])
    assert got["Content-Disposition"].startswith("attachment")
    assert got["Content-Type"] in ("application/octet-stream", "text/plain", "text/plain; charset=utf-8")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "\u200b" not in got["Content-Disposition"]
    assert "%E2%80%8B" not in got["Content-Disposition"]


def test_cve_2026_48812_no_file_is_given_without_a_sign_in_however_old(api: ApiClient) -> None:
    url = upload(api, "a.txt", b"secret").json()["url"]
    for path in (url, "/api/v1/files/00000000-0000-0000-0000-000000000001"):
        assert ApiClient().get(path).status_code == 401


def test_too_large_is_413(api: ApiClient) -> None:
    response = upload(api, "big", b"x" * (MAX_FILE_BYTES + 1))
    assert response.status_code == 413
    assert response.json()["code"] == "too_large"
    with pytest.raises(TooLarge):
        files.store(name="x", content_type="", data=b"x" * (MAX_FILE_BYTES + 1), uploader=SYSTEM("t"), at=NOW)


def test_an_upload_without_a_file_is_refused(api: ApiClient) -> None:
    response = api.post("/api/v1/files", {"other": "x"}, content_type=MULTIPART_CONTENT)
    assert response.status_code == 422


def test_cve_2023_22739_ghsa_ph4f_2jhx_q76w_uploads_that_belong_to_nothing_are_limited(db: None) -> None:
    agent = an_agent()
    for n in range(MAX_PENDING_UPLOADS):
        files.store(name=f"{n}", content_type="", data=b"x", uploader=agent, at=NOW)
    with pytest.raises(RuleBroken) as refused:
        files.store(name="one more", content_type="", data=b"x", uploader=agent, at=NOW)
    assert refused.value.code == "too_many_uploads"


def test_an_upload_is_attached_once_and_by_its_uploader_only(db: None) -> None:
    agent, other = an_agent(), an_agent()
    one = files.store(name="1", content_type="", data=b"1", uploader=agent, at=NOW)
    two = files.store(name="2", content_type="", data=b"2", uploader=agent, at=NOW)
    with pytest.raises(Invalid):
        files.attach([one.id], owner="message:1", actor=other)
    assert [v.name for v in files.attach([two.id, one.id], owner="message:1", actor=agent)] == ["2", "1"]
    with pytest.raises(Invalid):
        files.attach([one.id], owner="message:2", actor=agent)
    assert {v.name for v in files.of_owners(["message:1", "message:2"])["message:1"]} == {"1", "2"}


def test_parts_of_the_system_do_not_share_uploads(db: None) -> None:
    stored = files.store(name="1", content_type="", data=b"1", uploader=SYSTEM("mail"), at=NOW)
    with pytest.raises(Invalid):
        files.attach([stored.id], owner="message:1", actor=SYSTEM("chat"))
    assert files.attach([stored.id], owner="message:1", actor=SYSTEM("mail"))


def test_what_nobody_attached_is_forgotten_after_a_day(db: None) -> None:
    from relaydesk.platform.models import Timer

    agent = an_agent()
    lost = files.store(name="1", content_type="", data=b"1", uploader=agent, at=NOW)
    kept = files.store(name="2", content_type="", data=b"2", uploader=agent, at=NOW)
    files.attach([kept.id], owner="message:1", actor=agent)
    timer = Timer.objects.get(subject=f"file:{lost.id}")
    assert timer.due_at == NOW + timedelta(hours=24)
    for view in (lost, kept):
        forget_upload(view.id)
    assert list(Attachment.objects.values_list("name", flat=True)) == ["2"]


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.txt", "a.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        (".htaccess\u200b", "htaccess"),
        ("\u200b.htaccess", "htaccess"),
        ("．．／x", "x"),
        ('a"b\r\nX: y.txt', "a_bX_ y.txt"),
        ("", "file"),
        ("...", "file"),
        ("CON.txt", "_CON.txt"),
        ("报告 终稿.docx", "报告 终稿.docx"),
    ],
)
def test_cve_2026_27636_names_are_normalised_before_they_are_checked(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=600))
def test_a_safe_name_stays_what_it_is_and_fits_a_header(name: str) -> None:
    tidy = safe_name(name)
    assert safe_name(tidy) == tidy
    assert 0 < len(tidy.encode()) <= 255
    assert not set(tidy) & set('/\\\r\n\0"')
    header = download_headers(name=tidy, content_type="text/plain", size=1)["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()


def test_the_ending_survives_a_long_name() -> None:
    assert safe_name("长" * 300 + ".pdf").endswith("长.pdf")
