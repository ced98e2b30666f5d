"""Check what somebody shows besides his password: a code from his authenticator, or a recovery code."""

from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import SYSTEM
from relaydesk.access.events import RecoveryCodeUsed
from relaydesk.access.models import Factor, RecoveryCode
from relaydesk.access.rules.codes import matching_step, plain_recovery_code
from relaydesk.platform.events import record
from relaydesk.platform.secrets import unseal, verify


def take_totp(account_id: UUID, code: str, at: datetime) -> bool:
    """Take a time-based code; each is good once, also when two requests bring it at the same moment."""
    rows = Factor.objects.select_for_update().filter(
        account_id=account_id, kind="totp", confirmed_at__isnull=False
    )
    for factor in rows:
        step = matching_step(unseal(factor.sealed_secret), code, at, factor.last_step)
        if step is not None:
            Factor.objects.filter(id=factor.id).update(last_step=step, last_used_at=at)
            return True
    return False


def take_recovery_code(account_id: UUID, code: str, at: datetime) -> bool:
    """Take a recovery code; it is gone afterwards."""
    plain = plain_recovery_code(code)
    for row in RecoveryCode.objects.select_for_update().filter(account_id=account_id):
        if verify("recovery code", f"{account_id}:{plain}", row.hash):
            row.delete()
            left = RecoveryCode.objects.filter(account_id=account_id).count()
            record(
                RecoveryCodeUsed(account_id=account_id, left=left),
                actor=SYSTEM("sign-in").ref,
                subject=f"account:{account_id}",
                at=at,
            )
            return True
    return False
