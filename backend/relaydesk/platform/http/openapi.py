"""The OpenAPI 3.1 document: what ninja makes, and what is true of every route besides."""

from typing import Any

from ninja.operation import Operation

from relaydesk.platform.http.router import PUBLIC, SIGNED_IN, rule_of
from relaydesk.platform.http.schemas import ProblemOut

Json = dict[str, Any]

WORDS = {
    400: "The request cannot be read",
    401: "Nobody is signed in, or the token is not valid",
    403: "Not allowed",
    404: "Not found, or invisible to the caller",
    409: "A rule forbids it",
    411: "The length of the body is not given",
    412: "Somebody changed it in the meantime",
    413: "Too large",
    415: "Unsupported content type",
    422: "Some fields are not valid",
    429: "Too many requests",
    503: "Temporarily unavailable",
}
SCHEMES: Json = {
    "token": {"type": "http", "scheme": "bearer", "description": "A personal API token, `rd_…`."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "relaydesk_session",
        "description": "A signed-in browser; writes repeat the `csrftoken` cookie in `X-CSRFToken`.",
    },
}
BYTES: Json = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
IDEMPOTENCY_KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key again within 24 hours gets the first answer and has no second effect.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
}
IF_MATCH: Json = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The version that the change was made on, in quotes.",
    "schema": {"type": "string", "pattern": '^(W/)?"[0-9]{1,18}"$'},
}


def _problem(status: int) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    answer: Json = {"description": WORDS[status], "content": {"application/problem+json": {"schema": schema}}}
    if status in (429, 503):
        answer["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
        }
    return answer


def problem_statuses(operation: Operation, method: str) -> list[int]:
    """Which refusals a route may answer with."""
    rule = rule_of(operation.view_func)
    statuses = {400, 422, 429, 503}
    if not isinstance(rule.permission, PUBLIC):
        statuses |= {401, 403}
    if "{" in operation.path or isinstance(rule.permission, PUBLIC):
        statuses.add(404)
    if isinstance(rule.permission, PUBLIC):
        statuses |= {401, 403}
    if method != "GET":
        statuses |= {404, 409, 411, 413, 415}
    if rule.versioned:
        statuses.add(412)
    return sorted(statuses)


def complete(document: Json, found: dict[tuple[str, str], Operation]) -> Json:
    """Add to ninja's document what holds for all routes.

    Args:
        document: as ninja made it; changed in place.
        found: (method, path) → operation.
    """
    schema = ProblemOut.model_json_schema()
    definitions = schema.pop("$defs", {})
    schemas = document["components"]["schemas"]
    for name, definition in definitions.items():
        schemas.setdefault(name, definition)
    schemas["Problem"] = _moved(schema)
    document["components"]["securitySchemes"] = SCHEMES
    for path, methods in document["paths"].items():
        for method, details in methods.items():
            operation = found.get((method.upper(), path))
            if operation is not None:
                methods[method] = _completed(dict(details), operation, method.upper())
    return document


def _moved(value: Any) -> Any:
    """Point references at the document's own components."""
    if isinstance(value, dict):
        return {k: _moved(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_moved(v) for v in value]
    if isinstance(value, str) and value.startswith("#/$defs/"):
        return value.replace("#/$defs/", "#/components/schemas/")
    return value


def _completed(details: Json, operation: Operation, method: str) -> Json:
    rule = rule_of(operation.view_func)
    parameters = list(details.get("parameters", ()))
    if method != "GET" and rule.idempotent:
        parameters.append(IDEMPOTENCY_KEY)
    if rule.versioned and method != "GET":
        parameters.append(IF_MATCH)
    details["parameters"] = parameters
    responses = {str(status): answer for status, answer in details["responses"].items()}
    if rule.download:
        responses["200"] = {"description": "The bytes", "content": BYTES}
    for status in problem_statuses(operation, method):
        responses.setdefault(str(status), _problem(status))
    # The server itself says so, before any of our code has the request: without a body.
    responses["414"] = {"description": "The address is too long"}
    details["responses"] = dict(sorted(responses.items()))
    if isinstance(rule.permission, PUBLIC):
        details["security"] = []
        details["x-permission"] = f"public: {rule.permission.reason}"
    else:
        details["security"] = [{"token": []}, {"session": []}]
        if isinstance(rule.permission, SIGNED_IN):
            details["x-permission"] = f"signed in: {rule.permission.reason}"
        else:
            details["x-permission"] = str(rule.permission)
    return details
