"""Whence a request comes, as the record keeps it."""

from django.http import HttpRequest

from relaydesk.platform.http.authentication import Authenticated
from relaydesk.platform.http.proxies import source_of


def origin_of(request: HttpRequest, request_id: str) -> dict[str, str]:
    """Address, session or token, and request id. Asks nobody: only what is known already is said."""
    origin = {"ip": source_of(request), "request": request_id}
    known: Authenticated | None = getattr(request, "relaydesk_caller", None)
    if known is not None and known.session is not None:
        origin["by"] = f"session:{known.session.id}"
    elif known is not None and known.token_id is not None:
        origin["by"] = f"token:{known.token_id}"
    return origin
