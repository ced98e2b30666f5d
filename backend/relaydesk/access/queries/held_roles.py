"""Which roles there are, and which an account holds now."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from relaydesk.access.models import AccountRole, Role
from relaydesk.platform.cache import cached
from relaydesk.platform.clock import now


@dataclass(frozen=True, slots=True)
class RoleName:
    """A role as other modules name it."""

    key: str
    name: str
    name_en: str


@cached(seconds=1)
def role_names() -> tuple[RoleName, ...]:
    """Every role by name, the built-in ones first."""
    found = Role.objects.order_by("-built_in", "key").values_list("key", "name", "name_en")
    return tuple(RoleName(*one) for one in found)


@cached(seconds=1)
def held_roles(account_id: UUID) -> tuple[str, ...]:
    """The keys of the roles that an account holds now, in the order in which roles are listed.

    At most a second old: for what is meant for a role, never for what it grants.
    """
    at = now()
    held = AccountRole.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=at),
        Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        account_id=account_id,
    )
    keys = set(held.values_list("role_id", flat=True))
    return tuple(one.key for one in role_names() if one.key in keys)
