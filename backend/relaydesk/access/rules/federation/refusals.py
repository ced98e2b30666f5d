"""Why a provider's word did not let somebody in. The code is what the sign-in page explains."""

from enum import StrEnum


class Reason(StrEnum):
    """Stable codes; the texts for people belong to the screens."""

    PROVIDER_OFF = "provider_off"
    PROVIDER_UNREACHABLE = "provider_unreachable"
    PROVIDER_REFUSED = "provider_refused"
    STATE_MISMATCH = "state_mismatch"
    PROOF_INVALID = "proof_invalid"
    PROOF_REPEATED = "proof_repeated"
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_OFF = "account_off"
    ADDRESS_IN_USE = "address_in_use"
    ADDRESS_NOT_VERIFIED = "address_not_verified"
    LINKED_ELSEWHERE = "linked_elsewhere"


class SignInRefused(Exception):
    """Nobody is let in.

    Args:
        reason: the code.
        detail: what was wrong, in English, for the log and the administrator; never shown to the visitor.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail or reason.value)
        self.reason = reason
        self.detail = detail or reason.value
