"""To which administration each role belongs."""

from collections.abc import Mapping

from relaydesk.access.models import Role


def realm_of_roles() -> Mapping[str, str]:
    """Role → realm: business, system, security or audit."""
    return dict(Role.objects.values_list("key", "realm"))
