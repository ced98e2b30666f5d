"""What `access` adds to lower modules: how the HTTP layer learns who calls."""

from django.http import HttpRequest

from relaydesk.access.queries.who import who
from relaydesk.platform.clock import now
from relaydesk.platform.http.authentication import Authenticated, set_authenticator


def authenticate(request: HttpRequest) -> Authenticated | None:
    """Look at the credentials of one request."""
    return who(request.COOKIES, request.META.get("HTTP_AUTHORIZATION"), now())


set_authenticator(authenticate)
