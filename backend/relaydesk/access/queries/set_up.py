"""Whether the first run is still to come."""

from relaydesk.access.models import Account


def is_open() -> bool:
    """Nobody has an account: the set-up page lives until somebody has, and never again (CVE-2026-34723)."""
    return not Account.objects.exists()
