"""Users and groups as SCIM writes them (RFC 7643, 4), and what a client may say of them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relaydesk.access.rules.scim.errors import ScimError

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
Resource = dict[str, Any]


@dataclass(frozen=True, slots=True)
class UserFacts:
    """What we keep of a user."""

    id: str
    login: str
    external_id: str | None
    name: str
    email: str
    locale: str
    timezone: str
    active: bool
    created_at: datetime
    changed_at: datetime
    groups: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class WantedUser:
    """What a client says of a user; None where it says nothing."""

    login: str
    external_id: str | None
    name: str | None
    email: str | None
    locale: str | None
    timezone: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class WantedGroup:
    """What a client says of a group."""

    name: str
    external_id: str | None
    members: frozenset[str]


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _versioned(
    resource: Resource, kind: str, base: str, made: datetime | None, changed: datetime | None
) -> Resource:
    digest = hashlib.sha256(json.dumps(resource, sort_keys=True, default=str).encode()).hexdigest()[:20]
    meta: Resource = {"resourceType": kind, "location": f"{base}/{kind}s/{resource['id']}"}
    if made is not None:
        meta["created"] = _moment(made)
    if changed is not None:
        meta["lastModified"] = _moment(changed)
    meta["version"] = f'W/"{digest}"'
    return {**resource, "meta": meta}


def user_resource(facts: UserFacts, base: str) -> Resource:
    """Write a user."""
    resource: Resource = {
        "schemas": [USER],
        "id": facts.id,
        "userName": facts.login,
        "displayName": facts.name,
        "name": {"formatted": facts.name},
        "emails": [{"value": facts.email, "type": "work", "primary": True}],
        "active": facts.active,
        "preferredLanguage": {"zh": "zh-CN"}.get(facts.locale, facts.locale),
        "timezone": facts.timezone,
        "groups": [{"value": key, "display": name, "type": "direct"} for key, name in facts.groups],
    }
    if facts.external_id is not None:
        resource["externalId"] = facts.external_id
    return _versioned(resource, "User", base, facts.created_at, facts.changed_at)


def group_resource(
    key: str,
    name: str,
    external_id: str | None,
    members: Sequence[tuple[str, str]],
    base: str,
    changed: datetime | None,
) -> Resource:
    """Write a group; `members` are ids and names of accounts."""
    resource: Resource = {
        "schemas": [GROUP],
        "id": key,
        "displayName": name,
        "members": [
            {"value": ident, "display": shown, "type": "User", "$ref": f"{base}/Users/{ident}"}
            for ident, shown in members
        ],
    }
    if external_id is not None:
        resource["externalId"] = external_id
    return _versioned(resource, "Group", base, None, changed)


def _get(body: Mapping[str, Any], name: str) -> Any:
    return next((value for key, value in body.items() if key.lower() == name.lower()), None)


def _text(body: Mapping[str, Any], name: str, limit: int = 254) -> str | None:
    value = _get(body, name)
    if value is None:
        return None
    if not isinstance(value, str) or "\0" in value or len(value) > limit:
        raise ScimError(400, f"{name} must be a text of at most {limit} characters.", "invalidValue")
    return value.strip() or None


def truth(value: Any) -> bool:
    """A boolean, also one that came as a text (Entra)."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise ScimError(400, "active must be true or false.", "invalidValue")


def wanted_user(body: Any) -> WantedUser:
    """Read a user; passwords, roles and whatever else we do not keep are ignored: rights are never raised.

    Raises:
        ScimError: `invalidSyntax` or `invalidValue`.
    """
    if not isinstance(body, dict):
        raise ScimError(400, "The body must be an object.", "invalidSyntax")
    login = _text(body, "userName")
    if login is None:
        raise ScimError(400, "userName is missing.", "invalidValue")
    active = _get(body, "active")
    language = _text(body, "preferredLanguage") or _text(body, "locale")
    return WantedUser(
        login=login,
        external_id=_text(body, "externalId"),
        name=_name(body),
        email=_email(body),
        locale=None if language is None else ("zh" if language.lower().startswith("zh") else "en"),
        timezone=_text(body, "timezone", 60),
        active=True if active is None else truth(active),
    )


def _name(body: Mapping[str, Any]) -> str | None:
    shown = _text(body, "displayName")
    name = _get(body, "name")
    if not isinstance(name, dict):
        return shown
    given, family = _text(name, "givenName"), _text(name, "familyName")
    joined = _joined(family or "", given or "")
    return shown or _text(name, "formatted") or joined or None


def _joined(family: str, given: str) -> str:
    """Chinese names stand family first and without a blank."""
    if any("\u4e00" <= letter <= "\u9fff" for letter in family + given):
        return family + given
    return f"{given} {family}".strip()


def _email(body: Mapping[str, Any]) -> str | None:
    emails = _get(body, "emails")
    listed = [e for e in emails if isinstance(e, dict)] if isinstance(emails, list) else []
    listed.sort(
        key=lambda e: (str(_get(e, "primary")).lower() != "true", str(_get(e, "type")).lower() != "work")
    )
    return _text(listed[0], "value") if listed else None


def wanted_group(body: Any) -> WantedGroup:
    """Read a group.

    Raises:
        ScimError: `invalidSyntax` or `invalidValue`.
    """
    if not isinstance(body, dict):
        raise ScimError(400, "The body must be an object.", "invalidSyntax")
    name = _text(body, "displayName", 120)
    if name is None:
        raise ScimError(400, "displayName is missing.", "invalidValue")
    members = _get(body, "members") or []
    if not isinstance(members, list) or len(members) > 5000:
        raise ScimError(400, "members must be a list of at most 5,000.", "invalidValue")
    found = [_text(member, "value") for member in members if isinstance(member, dict)]
    return WantedGroup(name, _text(body, "externalId"), frozenset(value for value in found if value))
