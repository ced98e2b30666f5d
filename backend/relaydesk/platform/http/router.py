"""Routes that must say which permission they need.

The table of all routes with their permissions is `declared_routes(api)`; a test walks over it, so that no
route can be added without a decision (regression list A of docs/security).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from ninja import Router as NinjaRouter

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class PUBLIC:
    """The route is open to everyone who can reach the server.

    Args:
        reason: why that is right; shown in the route table.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class SIGNED_IN:  # noqa: N801 - reads as a word of the route table
    """The route needs somebody signed in, and nothing more.

    Args:
        reason: why no permission is asked; shown in the route table.
    """

    reason: str


class ANY_OF:  # noqa: N801 - reads as a word of the route table
    """The route needs one of several permissions; which of them decides what may be done there.

    Args:
        permissions: two or more.
    """

    def __init__(self, *permissions: StrEnum) -> None:
        self.permissions = permissions

    def __str__(self) -> str:
        return " | ".join(self.permissions)


Permission = StrEnum | PUBLIC | SIGNED_IN | ANY_OF


@dataclass(frozen=True, slots=True)
class Rule:
    """What the guard of a route knows: kept on the view function."""

    permission: Permission
    max_body: int | None
    idempotent: bool
    versioned: bool
    download: bool
    always: bool = False
    first_steps: bool = False


def rule_of(view: Callable[..., Any]) -> Rule:
    """The rule of a route's view.

    Raises:
        AttributeError: the view was not added through our `Router`.
    """
    rule: Rule = view.relaydesk_rule  # type: ignore[attr-defined]
    return rule


MISSING = object()


class Router(NinjaRouter):
    """A `ninja.Router` whose routes require `permission=`.

    Further keywords: `max_body`, the largest body in bytes when it differs from the general limit;
    `idempotent=False` for a write whose answer must not be kept and replayed (a sign-in); `versioned=True`
    for one that heeds `If-Match`; `download=True` for a read that answers bytes of any content type;
    `always=True` for a write that even a caller who may only look can do (to stop looking);
    `first_steps=True` for what a caller may do who has yet to show a second factor or change his password.
    """

    def api_operation(
        self,
        methods: list[str],
        path: str,
        *,
        permission: Any = MISSING,
        max_body: int | None = None,
        idempotent: bool = True,
        versioned: bool = False,
        download: bool = False,
        always: bool = False,
        first_steps: bool = False,
        **kwargs: Any,
    ) -> Callable[[View], View]:
        """Add a route.

        Raises:
            TypeError: no permission is given, or it is not one.
        """
        if not isinstance(permission, StrEnum | PUBLIC | SIGNED_IN | ANY_OF):
            raise TypeError(
                f"{methods[0]} {path}: say permission=<StrEnum member>, ANY_OF(…),"
                " PUBLIC(why) or SIGNED_IN(why)"
            )
        if isinstance(permission, PUBLIC | SIGNED_IN) and not permission.reason:
            raise TypeError(f"{methods[0]} {path}: say why the route asks for no permission")
        add = super().api_operation(methods, path, **kwargs)

        def decorator(view: View) -> View:
            rule = Rule(permission, max_body, idempotent, versioned, download, always, first_steps)
            view.relaydesk_rule = rule  # type: ignore[attr-defined]
            return add(view)

        return decorator

    def get(self, path: str, **kwargs: Any) -> Callable[[View], View]:
        """Add a GET route: it changes nothing (regression list H)."""
        return self.api_operation(["GET"], path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> Callable[[View], View]:
        """Add a POST route."""
        return self.api_operation(["POST"], path, **kwargs)

    def put(self, path: str, **kwargs: Any) -> Callable[[View], View]:
        """Add a PUT route."""
        return self.api_operation(["PUT"], path, **kwargs)

    def patch(self, path: str, **kwargs: Any) -> Callable[[View], View]:
        """Add a PATCH route."""
        return self.api_operation(["PATCH"], path, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> Callable[[View], View]:
        """Add a DELETE route."""
        return self.api_operation(["DELETE"], path, **kwargs)
