"""Routes: sign in, in one step or two, or by passkey; prove again who one is."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from relaydesk.access.actions.prove import begin_proof, prove
from relaydesk.access.actions.show_factor import (
    Shown,
    ask_again,
    begin_passkey_sign_in,
    finish_passkey_sign_in,
    show_factor,
)
from relaydesk.access.actions.sign_in import Entered, FactorWanted
from relaydesk.access.contracts import Actor
from relaydesk.access.http.schemas import MeOut
from relaydesk.access.http.session_cookies import set_session_cookies
from relaydesk.access.http.sign_in_schemas import (
    FactorWantedOut,
    PasskeyIn,
    PasskeyRequestOut,
    PasswordRulesOut,
    ProofIn,
    SecondFactorIn,
    SignInOptionsOut,
)
from relaydesk.access.http.visits import caller_of, ceremony_of, end_ceremony, keep_ceremony, visit_of
from relaydesk.access.queries.me import me
from relaydesk.access.queries.providers import sign_in_providers
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.access.queries.who import by_session
from relaydesk.access.rules.relying_party import relying_party
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Unauthorized
from relaydesk.platform.http.proxies import source_of
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import PUBLIC, SIGNED_IN, Router

router = Router(tags=["session"])


def entered(outcome: Entered) -> HttpResponse:
    """The answer to a sign-in: oneself, and the cookies.

    Raises:
        Unauthorized: the agent behind the account has left.
    """
    known = by_session(outcome.session_key, now())
    if known is None:
        raise Unauthorized
    response = json_response(me(cast(Actor, known.actor), must=known.must))
    set_session_cookies(response, outcome.session_key)
    end_ceremony(response)
    return response


def asked(wanted: FactorWanted) -> HttpResponse:
    """The answer that asks for a second factor."""
    response = json_response({"second_factor": wanted.methods, "passkey": wanted.passkey}, status=202)
    keep_ceremony(response, wanted.token)
    return response


@router.post(
    "/session/second-factor",
    permission=PUBLIC("the second step of signing in; the first has set a cookie"),
    response=MeOut,
    idempotent=False,
)
def second_factor(request: HttpRequest, body: SecondFactorIn) -> HttpResponse:
    """Show the second factor: a code, a recovery code or a passkey."""
    shown = Shown(body.kind.value, body.code, body.credential)
    return entered(show_factor(token=ceremony_of(request), shown=shown, visit=visit_of(request), at=now()))


@router.post(
    "/session/second-factor/begin",
    permission=PUBLIC("the second step of signing in; the first has set a cookie"),
    response=FactorWantedOut,
    idempotent=False,
)
def second_factor_begin(request: HttpRequest) -> HttpResponse:
    """What the second step asks for, for a browser that an identity provider has sent back."""
    wanted = ask_again(token=ceremony_of(request), at=now())
    return json_response({"second_factor": wanted.methods, "passkey": wanted.passkey})


@router.post(
    "/session/passkey/begin",
    permission=PUBLIC("signing in by passkey is how one ceases to be nobody"),
    response=PasskeyRequestOut,
    idempotent=False,
)
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """Begin to sign in by a passkey, without a password."""
    token, options = begin_passkey_sign_in(source=source_of(request), at=now())
    response = json_response({"public_key": options})
    keep_ceremony(response, token)
    return response


@router.post(
    "/session/passkey/finish",
    permission=PUBLIC("signing in by passkey is how one ceases to be nobody"),
    response=MeOut,
    idempotent=False,
)
def passkey_finish(request: HttpRequest, body: PasskeyIn) -> HttpResponse:
    """Sign in by the passkey that was shown."""
    return entered(
        finish_passkey_sign_in(
            token=ceremony_of(request), credential=body.credential, visit=visit_of(request), at=now()
        )
    )


@router.get(
    "/session/sign-in-options",
    permission=PUBLIC("the sign-in page shows it to nobody in particular"),
    response=SignInOptionsOut,
)
def sign_in_options(request: HttpRequest) -> HttpResponse:
    """By what people sign in here."""
    passkeys = relying_party(settings.PUBLIC_URL) is not None
    return json_response({"password": True, "passkeys": passkeys, "providers": sign_in_providers()})


@router.get(
    "/session/password-rules",
    permission=PUBLIC("who sets a password by a link is told the rules"),
    response=PasswordRulesOut,
)
def password_rules(request: HttpRequest) -> HttpResponse:
    """What a new password must be."""
    rules = policy()
    found = {"min_length": rules.min_length, "min_classes": rules.min_classes, "history": rules.history}
    return json_response(found)


@router.post(
    "/me/proof/begin",
    permission=SIGNED_IN("concerns only oneself"),
    response=PasskeyRequestOut,
    idempotent=False,
    first_steps=True,
)
def proof_begin(request: HttpRequest) -> HttpResponse:
    """Ask the browser for a passkey, to prove again who one is."""
    token, options = begin_proof(account_id=caller_of(request).account_id, at=now())
    response = json_response({"public_key": options})
    keep_ceremony(response, token)
    return response


@router.post(
    "/me/proof",
    permission=SIGNED_IN("concerns only oneself"),
    response={204: None},
    idempotent=False,
    first_steps=True,
)
def proof(request: HttpRequest, body: ProofIn) -> HttpResponse:
    """Prove again who one is; changes of credentials ask for it when the last proof is ten minutes old."""
    caller = caller_of(request)
    prove(
        actor=caller.actor,
        account_id=caller.account_id,
        session_id=caller.session_id,
        shown=Shown(body.kind.value, body.code, body.credential),
        token=ceremony_of(request),
        source=source_of(request),
        at=now(),
    )
    response = HttpResponse(status=204)
    end_ceremony(response)
    return response
