"""What `access` adds below: permissions, how the HTTP layer learns who calls, housekeeping."""

from datetime import timedelta

from django.http import HttpRequest

from relaydesk.access.contracts import Scope
from relaydesk.access.models import Session, SignInFailure
from relaydesk.access.permissions import P
from relaydesk.access.queries.who import who
from relaydesk.access.rules.roles import declare
from relaydesk.people.contracts import PeoplePermission
from relaydesk.platform import module_loops
from relaydesk.platform.clock import now
from relaydesk.platform.http.authentication import Authenticated, set_authenticator
from relaydesk.platform.permissions import PlatformPermission


def authenticate(request: HttpRequest) -> Authenticated | None:
    """Look at the credentials of one request."""
    return who(request.COOKIES, request.META.get("HTTP_AUTHORIZATION"), now())


def forget_what_has_expired() -> bool:
    """Delete sessions that have ended, and failures that no longer count towards a lock."""
    at = now()
    Session.objects.filter(expire_date__lt=at).delete()
    SignInFailure.objects.filter(at__lt=at - timedelta(days=1)).delete()
    return False


declare("access", [p.value for p in P], {})
declare("platform", [p.value for p in PlatformPermission], {})
declare(
    "people",
    [p.value for p in PeoplePermission],
    {PeoplePermission.READ_AGENTS: Scope.ALL, PeoplePermission.READ_CONTACTS: Scope.ALL},
)
set_authenticator(authenticate)
module_loops.register("access.expired", forget_what_has_expired, idle_seconds=600)
