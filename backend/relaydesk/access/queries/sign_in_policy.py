"""The sign-in policy as it is now."""

from relaydesk.access.models import SignInPolicy
from relaydesk.access.rules.sign_in_policy import DEFAULT, Policy

FIELDS = tuple(Policy.__dataclass_fields__)


def policy() -> Policy:
    """Read the one row; what the house has never set is as delivered."""
    row = SignInPolicy.objects.filter(id=1).values_list(*FIELDS).first()
    return Policy(*row) if row else DEFAULT
