"""Second factors of an account, as its owner sees them: never a secret."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.access.models import Factor, RecoveryCode


@dataclass(frozen=True, slots=True)
class FactorView:
    """One factor."""

    id: UUID
    kind: str
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """All confirmed factors, oldest first, and how many recovery codes are left."""

    factors: list[FactorView]
    recovery_codes_left: int


def factors_of(account_id: UUID) -> Factors:
    """Read them."""
    rows = Factor.objects.filter(account_id=account_id, confirmed_at__isnull=False).order_by(
        "created_at", "id"
    )
    found = [FactorView(r.id, r.kind, r.name, r.created_at, r.last_used_at) for r in rows]
    return Factors(found, RecoveryCode.objects.filter(account_id=account_id).count())


def methods_of(account_id: UUID) -> list[str]:
    """What the account can show besides its password: of `totp`, `passkey`, `recovery`."""
    kinds = set(
        Factor.objects.filter(account_id=account_id, confirmed_at__isnull=False).values_list(
            "kind", flat=True
        )
    )
    found: list[str] = [kind for kind in ("totp", "passkey") if kind in kinds]
    if found and RecoveryCode.objects.filter(account_id=account_id).exists():
        found.append("recovery")
    return found
