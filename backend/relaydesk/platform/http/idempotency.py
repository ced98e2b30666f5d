"""`Idempotency-Key`: the same request sent again gets the first answer and has no second effect.

The key's row is written in the transaction of the action itself: either both are committed or neither, so a
crash between them cannot happen. Draft IETF "The Idempotency-Key HTTP Header Field"; Relaydesk issue 2,
section 2.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from relaydesk.platform import errors
from relaydesk.platform.clock import now
from relaydesk.platform.http.authentication import authenticate
from relaydesk.platform.sql import hot_cursor

KEPT = timedelta(hours=24)
STORED_HEADERS = ("Content-Type", "ETag", "Location", "Retry-After")

CLAIM = """
INSERT INTO platform_idempotencykey AS k (caller, key, fingerprint, created_at, status, headers, body)
VALUES (%s, %s, %s, %s, 0, '{}', ''::bytea)
ON CONFLICT (caller, key) DO UPDATE
   SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = 0
 WHERE k.created_at < %s
RETURNING 1
"""
READ = "SELECT fingerprint, status, headers, body FROM platform_idempotencykey WHERE caller = %s AND key = %s"
STORE = (
    "UPDATE platform_idempotencykey SET status = %s, headers = %s, body = %s WHERE caller = %s AND key = %s"
)


def _fingerprint(request: HttpRequest) -> bytes:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n{request.content_type}\n".encode())
    digest.update(request.body)
    return digest.digest()


class _Undo(Exception):
    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__()
        self.response = response


def _act(run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run the view in a savepoint; what a refusal or a fault has written is undone, its answer is kept."""
    try:
        with transaction.atomic():
            response = run()
            if response.status_code >= 400:
                raise _Undo(response)
    except _Undo as undo:
        return undo.response
    return response


def run_once(request: HttpRequest, key: str, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run a write under its idempotency key, or replay the answer that it had.

    Requests with the same key at the same time wait for one another on the row's unique index.

    Args:
        request: the write.
        key: the header's value, 1 to 200 printable ASCII characters.
        run: calls the view; it answers errors itself and does not raise.

    Raises:
        Invalid: the key is malformed, or came before with another request.
    """
    if not 1 <= len(key) <= 200 or not key.isascii() or not key.isprintable():
        raise errors.Invalid.field(
            "header.Idempotency-Key", "malformed", "1 to 200 printable ASCII characters."
        )
    known = authenticate(request)
    caller = known.key if known else f"public:{request.path}"[:200]
    mark = _fingerprint(request)
    with transaction.atomic(), hot_cursor() as cursor:
        at = now()
        cursor.execute(CLAIM, [caller, key, mark, at, at - KEPT])
        if cursor.fetchone() is None:
            cursor.execute(READ, [caller, key])
            return _replay(cursor.fetchone(), mark)
        response = _act(run)
        if response.status_code == 503 or getattr(response, "streaming", False):
            # nothing was decided, so the next try must be a first try
            cursor.execute(
                "DELETE FROM platform_idempotencykey WHERE caller = %s AND key = %s", [caller, key]
            )
            return response
        headers = {name: response[name] for name in STORED_HEADERS if name in response}
        body = getattr(response, "content", b"")
        cursor.execute(STORE, [response.status_code, json.dumps(headers), body, caller, key])
        return response


def _replay(row: tuple[bytes, int, dict[str, str] | str, bytes], mark: bytes) -> HttpResponse:
    fingerprint, status, stored, body = row
    if bytes(fingerprint) != mark:
        raise errors.Invalid.field(
            "header.Idempotency-Key", "key_reused", "This key came before with another request."
        )
    headers: dict[str, str] = json.loads(stored) if isinstance(stored, str) else stored
    response = HttpResponse(bytes(body), status=status, headers=headers)
    response["Idempotency-Replayed"] = "true"
    return response


PURGE = """
DELETE FROM platform_idempotencykey WHERE (caller, key) IN (
    SELECT caller, key FROM platform_idempotencykey WHERE created_at < %s LIMIT 2000 FOR UPDATE SKIP LOCKED)
"""


def purge_old_keys() -> int:
    """Delete a batch of keys older than 24 h.

    Returns:
        How many were deleted.
    """
    with connection.cursor() as cursor:
        cursor.execute(PURGE, [now() - KEPT])
        return int(cursor.rowcount)
