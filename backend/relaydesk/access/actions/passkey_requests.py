"""Ask for passkeys and check what comes back. `fido2` is loaded by those who use a passkey, not at start."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from relaydesk.access.models import Account, Factor
from relaydesk.access.rules.relying_party import RelyingParty, relying_party
from relaydesk.platform.errors import RuleBroken

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData

ISSUER = "Relaydesk"
TRANSPORTS_AND_MORE = 20_000  # characters of a browser's answer: a credential with attestation has some 2,000


def party() -> RelyingParty:
    """Who we are to an authenticator.

    Raises:
        RuleBroken: `passkeys_unavailable`: no browser offers passkeys at our address.
    """
    found = relying_party(settings.PUBLIC_URL)
    if found is None:
        raise RuleBroken(
            "passkeys_unavailable", "Passkeys need the address of this installation to be a name, over HTTPS."
        )
    return found


def _server() -> "Fido2Server":
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    us = party()
    return Fido2Server(
        PublicKeyCredentialRpEntity(name=ISSUER, id=us.id), verify_origin=lambda origin: origin == us.origin
    )


def _known(account_id: UUID) -> "list[AttestedCredentialData]":
    from fido2.webauthn import AttestedCredentialData

    rows = Factor.objects.filter(account_id=account_id, kind="passkey").values_list("credential", flat=True)
    return [AttestedCredentialData(bytes(row)) for row in rows if row is not None]


def passkey_request(account_id: UUID | None) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """What to ask a browser so that it shows a passkey, and what to remember until it does.

    Args:
        account_id: whose passkeys will do; None for any that names its owner itself (sign-in without a
            password), which must then verify its owner.
    """
    from fido2.webauthn import UserVerificationRequirement

    if relying_party(settings.PUBLIC_URL) is None:
        return None, {}
    options, state = _server().authenticate_begin(
        credentials=None if account_id is None else _known(account_id),
        user_verification=UserVerificationRequirement.REQUIRED
        if account_id is None
        else UserVerificationRequirement.PREFERRED,
    )
    return dict(options)["publicKey"], _plain(state)


def registration_request(account: Account, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What to ask a browser so that it makes a passkey, and what to remember until it has."""
    from fido2.webauthn import (
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    user = PublicKeyCredentialUserEntity(id=account.id.bytes, name=account.email, display_name=name)
    options, state = _server().register_begin(
        user,
        credentials=_known(account.id),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options)["publicKey"], _plain(state)


def _plain(state: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "challenge": state["challenge"],
        "user_verification": str(
            getattr(state["user_verification"], "value", state["user_verification"]) or ""
        )
        or None,
    }


def check_registration(
    state: Mapping[str, Any], answer: Mapping[str, Any]
) -> tuple[bytes, bytes, int] | None:
    """Check a new passkey.

    Returns:
        Its id, its public part and its count of signatures; None when it is not right.
    """
    from fido2.webauthn import RegistrationResponse

    try:
        response = RegistrationResponse.from_dict(answer)
        if response.response.client_data.cross_origin:
            return None
        data = _server().register_complete(dict(state), response)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    credential = data.credential_data
    if credential is None or len(credential.credential_id) > 1023:
        return None
    return credential.credential_id, bytes(credential), data.counter


def take_passkey(
    account_id: UUID | None, state: Mapping[str, Any], answer: Mapping[str, Any], at: datetime
) -> Factor | None:
    """Check a passkey that was shown, and note its use.

    Args:
        account_id: whose it must be; None when it says so itself.
        state: what `passkey_request` remembered.
        answer: what the browser sent.
        at: when.

    Returns:
        The factor; None when anything is wrong. A count of signatures that does not grow is a copied
        authenticator and is refused (W3C Web Authentication 6.1.1); platforms that do not count send zero.
    """
    from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

    try:
        response = AuthenticationResponse.from_dict(answer)
        if response.response.client_data.cross_origin:
            return None
        rows = Factor.objects.select_for_update().filter(
            kind="passkey", credential_id=response.raw_id, confirmed_at__isnull=False
        )
        factor = (rows if account_id is None else rows.filter(account_id=account_id)).first()
        if factor is None or factor.credential is None:
            return None
        handle = response.response.user_handle
        if (handle or account_id is None) and handle != factor.account_id.bytes:
            return None
        _server().authenticate_complete(
            dict(state), [AttestedCredentialData(bytes(factor.credential))], response
        )
        count = response.response.authenticator_data.counter
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if (count or factor.sign_count) and count <= factor.sign_count:
        return None
    factor.sign_count, factor.last_used_at = count, at
    factor.save(update_fields=["sign_count", "last_used_at"])
    return factor
