"""Routes about one's own credentials: factors, password, sessions, tokens, programs."""

from dataclasses import asdict
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.access.actions import factors as acts
from relaydesk.access.actions.end_sessions import OWNER, end_sessions
from relaydesk.access.actions.oauth_clients import end_own_grant
from relaydesk.access.actions.passwords import set_password
from relaydesk.access.actions.tokens import make_own_token, revoke_own_token
from relaydesk.access.http.sign_in_schemas import (
    FactorsOut,
    GrantOut,
    PasskeyMadeIn,
    PasskeyRequestOut,
    PasswordIn,
    RecoveryCodesOut,
    SessionOut,
    TokenIn,
    TokenMadeOut,
    TokenOut,
    TotpBegunOut,
    TotpConfirmIn,
)
from relaydesk.access.http.visits import (
    caller_of,
    ceremony_of,
    end_ceremony,
    keep_ceremony,
    proved_caller_of,
    whole_list,
)
from relaydesk.access.queries.factors import factors_of
from relaydesk.access.queries.sessions import sessions_of
from relaydesk.access.queries.tokens import grants_given, tokens_of
from relaydesk.platform.clock import now
from relaydesk.platform.http.paging import Page
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router

router = Router(tags=["my account"])
OWN = SIGNED_IN("concerns only one's own account")
NOTHING = {204: None}


@router.get("/me/factors", permission=OWN, response=FactorsOut, first_steps=True)
def list_factors(request: HttpRequest) -> HttpResponse:
    """One's second factors."""
    return json_response(factors_of(caller_of(request).account_id))


@router.post("/me/factors/totp", permission=OWN, response=TotpBegunOut, idempotent=False, first_steps=True)
def totp_begin(request: HttpRequest) -> HttpResponse:
    """Begin with an authenticator; the secret is shown this once."""
    at = now()
    caller = proved_caller_of(request, at)
    ident, secret, url = acts.begin_totp(actor=caller.actor, account_id=caller.account_id, at=at)
    return json_response({"id": ident, "secret": secret, "otpauth_url": url})


@router.post(
    "/me/factors/totp/confirm",
    permission=OWN,
    response=RecoveryCodesOut,
    idempotent=False,
    first_steps=True,
)
def totp_confirm(request: HttpRequest, body: TotpConfirmIn) -> HttpResponse:
    """Show the first code; from now on it is asked for. Other sessions end."""
    at = now()
    caller = proved_caller_of(request, at)
    codes = acts.confirm_totp(
        actor=caller.actor,
        account_id=caller.account_id,
        session_id=caller.session_id,
        factor_id=body.id,
        code=body.code,
        name=body.name,
        at=at,
    )
    return json_response({"recovery_codes": codes})


@router.post(
    "/me/factors/passkeys/begin",
    permission=OWN,
    response=PasskeyRequestOut,
    idempotent=False,
    first_steps=True,
)
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """Ask the browser to make a passkey."""
    at = now()
    caller = proved_caller_of(request, at)
    token, options = acts.begin_passkey(actor=caller.actor, account_id=caller.account_id, at=at)
    response = json_response({"public_key": options})
    keep_ceremony(response, token)
    return response


@router.post(
    "/me/factors/passkeys/finish",
    permission=OWN,
    response=RecoveryCodesOut,
    idempotent=False,
    first_steps=True,
)
def passkey_finish(request: HttpRequest, body: PasskeyMadeIn) -> HttpResponse:
    """Keep the passkey that the browser has made. Other sessions end."""
    at = now()
    caller = proved_caller_of(request, at)
    codes = acts.finish_passkey(
        actor=caller.actor,
        account_id=caller.account_id,
        session_id=caller.session_id,
        token=ceremony_of(request),
        credential=body.credential,
        name=body.name,
        at=at,
    )
    response = json_response({"recovery_codes": codes})
    end_ceremony(response)
    return response


@router.post(
    "/me/factors/recovery-codes",
    permission=OWN,
    response=RecoveryCodesOut,
    idempotent=False,
    first_steps=True,
)
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make ten new recovery codes; the old ones are void."""
    at = now()
    caller = proved_caller_of(request, at)
    codes = acts.make_recovery_codes(actor=caller.actor, account_id=caller.account_id, at=at)
    return json_response({"recovery_codes": codes})


@router.delete("/me/factors/{factor_id}", permission=OWN, response=NOTHING)
def remove_factor(request: HttpRequest, factor_id: UUID) -> HttpResponse:
    """Remove a factor. Other sessions end."""
    at = now()
    caller = proved_caller_of(request, at)
    acts.remove_factor(
        actor=caller.actor,
        account_id=caller.account_id,
        session_id=caller.session_id,
        factor_id=factor_id,
        at=at,
    )
    return HttpResponse(status=204)


@router.post("/me/password", permission=OWN, response=NOTHING, idempotent=False, first_steps=True)
def change_password(request: HttpRequest, body: PasswordIn) -> HttpResponse:
    """Change one's password. Other sessions end."""
    at = now()
    caller = proved_caller_of(request, at)
    set_password(
        actor=caller.actor,
        account_id=caller.account_id,
        password=body.password,
        keep_session=caller.session_id,
        at=at,
    )
    return HttpResponse(status=204)


@router.get("/me/sessions", permission=OWN, response=Page[SessionOut])
def list_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    caller = caller_of(request)
    return whole_list(sessions_of(caller.account_id, now(), caller.session_id))


@router.delete("/me/sessions", permission=OWN, response=NOTHING)
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    caller = caller_of(request)
    end_sessions(
        actor=caller.actor,
        account_id=caller.account_id,
        reason=OWNER,
        except_id=caller.session_id,
        at=now(),
    )
    return HttpResponse(status=204)


@router.delete("/me/sessions/{session_id}", permission=OWN, response=NOTHING)
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one of one's sessions."""
    caller = caller_of(request)
    end_sessions(
        actor=caller.actor, account_id=caller.account_id, reason=OWNER, session_id=session_id, at=now()
    )
    return HttpResponse(status=204)


@router.get("/me/tokens", permission=OWN, response=Page[TokenOut])
def list_tokens(request: HttpRequest) -> HttpResponse:
    """One's API tokens, never their secrets."""
    return whole_list(tokens_of(caller_of(request).account_id))


@router.post("/me/tokens", permission=OWN, response={201: TokenMadeOut}, idempotent=False)
def make_token(request: HttpRequest, body: TokenIn) -> HttpResponse:
    """Make an API token; its secret is shown this once."""
    at = now()
    caller = proved_caller_of(request, at)
    made, secret = make_own_token(
        actor=caller.actor,
        account_id=caller.account_id,
        name=body.name,
        scopes=body.scopes,
        expires_at=body.expires_at,
        at=at,
    )
    return json_response({**asdict(made), "secret": secret}, status=201)


@router.delete("/me/tokens/{token_id}", permission=OWN, response=NOTHING)
def revoke_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Revoke one of one's tokens."""
    caller = caller_of(request)
    revoke_own_token(actor=caller.actor, account_id=caller.account_id, token_id=token_id, at=now())
    return HttpResponse(status=204)


@router.get("/me/oauth-grants", permission=OWN, response=Page[GrantOut])
def list_grants(request: HttpRequest) -> HttpResponse:
    """Programs that act in one's name."""
    return whole_list(grants_given(caller_of(request).account_id))


@router.delete("/me/oauth-grants/{grant_id}", permission=OWN, response=NOTHING)
def end_grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Take back what one has allowed a program."""
    caller = caller_of(request)
    end_own_grant(actor=caller.actor, account_id=caller.account_id, grant_id=grant_id, at=now())
    return HttpResponse(status=204)
