"""The cookies of a signed-in browser."""

from django.conf import settings
from django.http import HttpResponse

from relaydesk.access.queries.who import CSRF_COOKIE, SESSION_COOKIE, csrf_token_of


def set_csrf_cookie(response: HttpResponse, session_key: str) -> None:
    """Set the session's CSRF cookie: readable by our script, useless without the session."""
    response.set_cookie(
        CSRF_COOKIE,
        csrf_token_of(session_key),
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def set_session_cookies(response: HttpResponse, session_key: str) -> None:
    """Sign the browser in: the session's cookie, unreadable by scripts, and the CSRF cookie."""
    response.set_cookie(
        SESSION_COOKIE,
        session_key,
        max_age=settings.SESSION_COOKIE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    set_csrf_cookie(response, session_key)
