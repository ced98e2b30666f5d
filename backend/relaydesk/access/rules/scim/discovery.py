"""What the service says about itself (RFC 7643, 5 to 7)."""

from typing import Any

from relaydesk.access.rules.scim.resources import GROUP, USER

MAX_RESULTS = 200
META = "urn:ietf:params:scim:schemas:core:2.0:"


def service_provider_config(base: str) -> dict[str, Any]:
    """What is supported."""
    return {
        "schemas": [f"{META}ServiceProviderConfig"],
        "documentationUri": "https://www.rfc-editor.org/rfc/rfc7644",
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MAX_RESULTS},
        "changePassword": {"supported": False},
        "sort": {"supported": True},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "A token of the identity provider, made by the security administrator.",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{base}/ServiceProviderConfig"},
    }


def resource_types(base: str) -> list[dict[str, Any]]:
    """Users and groups."""
    return [
        {
            "schemas": [f"{META}ResourceType"],
            "id": name,
            "name": name,
            "endpoint": f"/{name}s",
            "schema": schema,
            "description": text,
            "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/{name}"},
        }
        for name, schema, text in (("User", USER, "Accounts"), ("Group", GROUP, "Teams"))
    ]


def _attribute(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        "multiValued": False,
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
        **more,
    }


def schemas(base: str) -> list[dict[str, Any]]:
    """The attributes that we keep."""
    element = [_attribute("value"), _attribute("type"), _attribute("primary", "boolean")]
    member = [_attribute("value"), _attribute("display", mutability="readOnly"), _attribute("type")]
    user = [
        _attribute("userName", required=True, uniqueness="server"),
        _attribute("externalId", caseExact=True),
        _attribute("displayName"),
        _attribute(
            "name",
            "complex",
            subAttributes=[_attribute("formatted"), _attribute("familyName"), _attribute("givenName")],
        ),
        _attribute("emails", "complex", multiValued=True, subAttributes=element),
        _attribute("active", "boolean"),
        _attribute("preferredLanguage"),
        _attribute("timezone"),
        _attribute("groups", "complex", multiValued=True, mutability="readOnly", subAttributes=member),
    ]
    group = [
        _attribute("displayName", required=True),
        _attribute("externalId", caseExact=True),
        _attribute("members", "complex", multiValued=True, subAttributes=member),
    ]
    return [
        {
            "schemas": [f"{META}Schema"],
            "id": key,
            "name": name,
            "description": name,
            "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{key}"},
        }
        for key, name, attributes in ((USER, "User", user), (GROUP, "Group", group))
    ]
