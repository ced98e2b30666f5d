"""What an action may raise; the HTTP layer turns each into one `application/problem+json` (RFC 9457)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of a request.

    Args:
        field: dotted path, for instance `requester.email`.
        code: stable word for programs, for instance `unknown_field`.
        message: short English text for people.
    """

    field: str
    code: str
    message: str


class Problem(Exception):
    """A refusal with a status, a stable code and data for the caller.

    Args:
        detail: what happened this time, in English, without personal data.
        code: stable word for programs; the class gives the usual one.
        data: further members of the problem document.
    """

    status = 500
    code = "internal"
    title = "Internal error"

    def __init__(
        self, detail: str = "", *, code: str | None = None, data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.code = code or type(self).code
        self.data: dict[str, Any] = dict(data or {})

    @property
    def headers(self) -> dict[str, str]:
        """Response headers that belong to this refusal."""
        return {}


class BadRequest(Problem):
    """The request itself cannot be read (400)."""

    status, code, title = 400, "bad_request", "The request cannot be read"


class Unauthorized(Problem):
    """Nobody is signed in, or the token is not valid (401)."""

    status, code, title = 401, "unauthorized", "Sign in first"

    @property
    def headers(self) -> dict[str, str]:
        """RFC 9110 asks for a challenge with each 401."""
        return {"WWW-Authenticate": 'Bearer realm="relaydesk"'}


class Forbidden(Problem):
    """Visible, but this actor may not do it (403)."""

    status, code, title = 403, "forbidden", "Not allowed"


class NotFound(Problem):
    """Does not exist, or is invisible to this actor: the answer is the same (404)."""

    status, code, title = 404, "not_found", "Not found"


class MethodNotAllowed(Problem):
    """The path exists, but not with this method (405).

    Args:
        allowed: the methods that exist, as the `Allow` header has them.
    """

    status, code, title = 405, "method_not_allowed", "Method not allowed"

    def __init__(self, allowed: str) -> None:
        super().__init__()
        self.allowed = allowed

    @property
    def headers(self) -> dict[str, str]:
        """RFC 9110, 15.5.6."""
        return {"Allow": self.allowed}


class RuleBroken(Problem):
    """A rule of the domain forbids it now (409).

    Args:
        code: the rule, for instance `status_move_not_allowed`.
        detail: what happened, in English.
        data: what a screen needs to explain it.
    """

    status, title = 409, "A rule forbids this"

    def __init__(self, code: str, detail: str = "", *, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(detail, code=code, data=data)


class Stale(Problem):
    """The caller's version is not the current one (412).

    Args:
        current_version: the version that the object has now.
        changes: what others changed since, newest last.
    """

    status, code, title = 412, "stale", "Somebody changed this in the meantime"

    def __init__(self, current_version: int, changes: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(data={"current_version": current_version, "changes": [dict(c) for c in changes]})


class LengthRequired(Problem):
    """The body comes without its length (411)."""

    status, code, title = 411, "length_required", "Send the body with a Content-Length"


class TooLarge(Problem):
    """The body or a file is over the limit (413)."""

    status, code, title = 413, "too_large", "Too large"


class WrongMediaType(Problem):
    """The content type is not one that the route reads (415)."""

    status, code, title = 415, "unsupported_media_type", "Unsupported content type"


class Invalid(Problem):
    """The request is readable, but fields of it are wrong (422).

    Args:
        errors: one line for each wrong field.
        detail: what happened, in English.
    """

    status, code, title = 422, "invalid", "Some fields are not valid"

    def __init__(
        self, errors: Sequence[FieldError] = (), detail: str = "", *, code: str | None = None
    ) -> None:
        super().__init__(detail, code=code, data={"errors": [asdict(error) for error in errors]})
        self.errors = tuple(errors)

    @classmethod
    def field(cls, field: str, code: str, message: str) -> "Invalid":
        """Make the refusal of one field."""
        return cls([FieldError(field, code, message)])


class RateLimited(Problem):
    """Too many requests (429).

    Args:
        retry_after: seconds until another try makes sense.
    """

    status, code, title = 429, "rate_limited", "Too many requests"

    def __init__(self, retry_after: int, detail: str = "") -> None:
        super().__init__(detail, data={"retry_after": retry_after})
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """Tell the client when to come back (RFC 9110, 10.2.3)."""
        return {"Retry-After": str(self.retry_after)}


class Unavailable(Problem):
    """Something that we need is away for the moment (503)."""

    status, code, title = 503, "unavailable", "Temporarily unavailable"

    @property
    def headers(self) -> dict[str, str]:
        """Tell the client when to come back."""
        return {"Retry-After": "2"}
