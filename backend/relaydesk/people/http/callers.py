"""The caller of a request, and what the body of a change names."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from relaydesk.people.contracts import Caller
from relaydesk.platform.errors import Unauthorized
from relaydesk.platform.http.authentication import authenticate


def caller_of(request: HttpRequest) -> Caller:
    """Who calls; the guard of the route has looked already, so this costs nothing."""
    known = authenticate(request)
    if known is None:
        raise Unauthorized
    return cast(Caller, known.actor)


def named_values(body: BaseModel) -> dict[str, Any]:
    """The fields that a body names, and no default that it does not."""
    return {name: getattr(body, name) for name in body.model_fields_set}


def no_content() -> HttpResponse:
    """The answer to a removal."""
    return HttpResponse(status=204)
