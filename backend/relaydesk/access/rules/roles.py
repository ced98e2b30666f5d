"""What the two built-in roles grant, and how roles add up."""

from collections.abc import Iterable, Mapping

from relaydesk.access.contracts import EVERYTHING, Scope

ADMINISTRATOR = "administrator"
AGENT = "agent"

_declared: dict[str, str] = {}
_agent: dict[str, Scope] = {}


def declare(module: str, permissions: Iterable[str], agent: Mapping[str, Scope]) -> None:
    """Take up the permissions of one module and what the role `agent` holds of them.

    Raises:
        ValueError: a permission does not begin with the module's name, or a grant names none of them.
    """
    names = {str(p) for p in permissions}
    for name in names:
        if not name.startswith(f"{module}."):
            raise ValueError(f"permission {name} of module {module} must begin with '{module}.'")
    for name in agent:
        if str(name) not in names:
            raise ValueError(f"{name} is not a permission of {module}")
    _declared.update(dict.fromkeys(names, module))
    _agent.update({str(name): scope for name, scope in agent.items()})


def declared() -> Mapping[str, str]:
    """Every permission with the module that declared it."""
    return _declared


def grants_of(roles: Mapping[str, Mapping[str, str]]) -> Mapping[str, Scope]:
    """Add up roles; the widest scope wins.

    Args:
        roles: role key → its stored grants (permission → scope name).
    """
    if ADMINISTRATOR in roles:
        return EVERYTHING
    if len(roles) == 1 and not roles.get(AGENT, True):
        return _agent
    result: dict[str, Scope] = {}
    for key, stored in roles.items():
        granted = {**(_agent if key == AGENT else {}), **{p: Scope[s.upper()] for p, s in stored.items()}}
        for permission, scope in granted.items():
            result[permission] = max(scope, result.get(permission, scope))
    return result
