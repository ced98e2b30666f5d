"""Sign in with the name and password of a directory."""

from datetime import datetime

import structlog

from relaydesk.access.actions.federation.accept_proof import Admitted, accept_proof
from relaydesk.access.actions.federation.directory import (
    DirectoryFailed,
    find,
    right_password,
    service_connection,
)
from relaydesk.access.actions.federation.providers import secrets_of, settings_of
from relaydesk.access.models import IdentityProvider
from relaydesk.access.rules.federation.kinds import Proof, ProviderKind
from relaydesk.access.rules.federation.refusals import SignInRefused
from relaydesk.access.rules.federation.settings import LdapSettings
from relaydesk.platform.secrets import SecretUnreadable

log = structlog.get_logger(__name__)


def sign_in_by_directory(
    *, login: str, password: str, at: datetime
) -> tuple[Admitted, IdentityProvider] | None:
    """Ask the directories that are switched on, in order of their making.

    Args:
        login: as typed: an address or a user name.
        password: as typed; an empty one is never tried.
        at: now.

    Returns:
        Who it is and by which directory, or None: nobody has this name and password. Why is in the log only:
        to the visitor it is the answer of a wrong password.
    """
    if not password or not login.strip():
        return None
    for provider in IdentityProvider.objects.filter(kind=ProviderKind.LDAP.value, enabled=True).order_by(
        "id"
    ):
        try:
            proof = _prove(provider, login.strip(), password)
            if proof is not None:
                return accept_proof(provider_id=provider.id, proof=proof, at=at), provider
        except (DirectoryFailed, SecretUnreadable) as exc:
            log.warning("directory.failed", provider=str(provider.id), error=str(exc))
        except SignInRefused as exc:
            log.info("directory.refused", provider=str(provider.id), reason=exc.reason.value)
    return None


def _prove(provider: IdentityProvider, login: str, password: str) -> Proof | None:
    settings = settings_of(provider)
    assert isinstance(settings, LdapSettings)
    with service_connection(settings, secrets_of(provider).get("bind_password", "")) as connection:
        entry = find(connection, settings, login)
    if entry is None or entry.disabled:
        return None
    return entry.proof if right_password(settings, entry.dn, password) else None
