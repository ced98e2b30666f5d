"""`/scim/v2`: accounts and teams kept by an identity provider (RFC 7643, RFC 7644)."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from relaydesk.access.actions.scim import groups, users
from relaydesk.access.http.scim.answers import (
    answer,
    base_url,
    body_of,
    list_answer,
    require_match,
    resource_answer,
    scim,
    without,
)
from relaydesk.access.http.scim.listing import is_plain, listed, page_of
from relaydesk.access.models import Account, IdentityProvider
from relaydesk.access.queries.provisioned import (
    accounts_named,
    accounts_with_external_id,
    group_resources,
    user_resources,
    visible_accounts,
)
from relaydesk.access.rules.scim import discovery, patches
from relaydesk.access.rules.scim.errors import ScimError
from relaydesk.access.rules.scim.filters import Filter, wanted
from relaydesk.access.rules.scim.resources import Resource, wanted_group, wanted_user
from relaydesk.platform.clock import now

MAX_SCANNED = 50_000


def _not_allowed(allowed: str) -> HttpResponse:
    response = answer({"detail": "Method not allowed", "status": "405"}, 405)
    response["Allow"] = allowed
    return response


def _user(provider: IdentityProvider, account: Account) -> Resource:
    account.refresh_from_db()
    return user_resources(provider, [account], base_url())[0]


@scim
def users_page(request: HttpRequest, provider: IdentityProvider) -> HttpResponse:
    """List accounts, or make one."""
    if request.method == "POST":
        ident = users.provision(provider=provider, wanted=wanted_user(body_of(request)), at=now())
        return resource_answer(_user(provider, Account.objects.get(id=ident)), 201)
    if request.method != "GET":
        return _not_allowed("GET, POST")
    if is_plain(request):
        start, count = page_of(request)
        rows = visible_accounts(provider).order_by("id")
        page = list(rows[start - 1 : start - 1 + count])
        found = user_resources(provider, page, base_url())
        return list_answer([without(r, request) for r in found], rows.count(), start)

    def candidates(chosen: Filter | None) -> list[Resource]:
        login = wanted(chosen, "username") if chosen else None
        external = wanted(chosen, "externalid") if chosen else None
        if login is not None:
            rows = accounts_named(provider, login)
        elif external is not None:
            rows = accounts_with_external_id(provider, external)
        else:
            rows = visible_accounts(provider)
        return user_resources(provider, list(rows.order_by("id")[:MAX_SCANNED]), base_url())

    return listed(request, candidates)


@scim
def user_page(request: HttpRequest, provider: IdentityProvider, account_id: UUID) -> HttpResponse:
    """Read, replace, change or switch off one account."""
    if request.method == "GET":
        account = visible_accounts(provider).filter(id=account_id).first()
        if account is None:
            raise ScimError(404, "There is no such user.")
        resource = _user(provider, account)
        if request.headers.get("If-None-Match") == resource["meta"]["version"]:
            return HttpResponse(status=304, headers={"ETag": resource["meta"]["version"]})
        return resource_answer(without(resource, request))
    if request.method not in ("PUT", "PATCH", "DELETE"):
        return _not_allowed("GET, PUT, PATCH, DELETE")
    body = None if request.method == "DELETE" else body_of(request)
    with transaction.atomic():
        account = users.lock_account(provider, account_id)
        current = _user(provider, account)
        require_match(request, current)
        if request.method == "DELETE":
            users.deprovision(provider=provider, account=account, at=now())
            return HttpResponse(status=204)
        users.change(
            provider=provider, account=account, wanted=wanted_user(_patched(request, current, body)), at=now()
        )
    return resource_answer(_user(provider, account))


def _patched(request: HttpRequest, current: Resource, body: Any) -> Any:
    """The whole resource that a PUT or a PATCH asks for."""
    if request.method == "PUT":
        return body
    operations = {k.lower(): v for k, v in body.items()}.get("operations") if isinstance(body, dict) else None
    before = dict(current)
    changed = patches.apply(before, operations)
    return _prefer_what_changed(before, changed)


def _prefer_what_changed(before: Resource, changed: Resource) -> Resource:
    """A name may be told as a whole or in parts; of the two the one that was touched counts."""
    name, old = changed.get("name"), before.get("name")
    if isinstance(name, dict) and name != old and changed.get("displayName") == before.get("displayName"):
        changed.pop("displayName", None)
        if name.get("formatted") == (old or {}).get("formatted") and len(name) > 1:
            name = {key: value for key, value in name.items() if key != "formatted"}
        changed["name"] = name
    return changed


@scim
def groups_page(request: HttpRequest, provider: IdentityProvider) -> HttpResponse:
    """List teams, or make one."""
    if request.method == "POST":
        ident = groups.provision_team(provider=provider, wanted=wanted_group(body_of(request)), at=now())
        return resource_answer(group_resources(provider, base_url(), ident)[0], 201)
    if request.method != "GET":
        return _not_allowed("GET, POST")
    return listed(request, lambda chosen: group_resources(provider, base_url()))


@scim
def group_page(request: HttpRequest, provider: IdentityProvider, team_id: UUID) -> HttpResponse:
    """Read, replace, change or let go of one team."""
    if request.method == "GET":
        found = group_resources(provider, base_url(), team_id)
        if not found:
            raise ScimError(404, "There is no such group.")
        return resource_answer(without(found[0], request))
    if request.method not in ("PUT", "PATCH", "DELETE"):
        return _not_allowed("GET, PUT, PATCH, DELETE")
    body = None if request.method == "DELETE" else body_of(request)
    with transaction.atomic():
        row = groups.lock_team(provider, team_id)
        current = group_resources(provider, base_url(), team_id)[0]
        require_match(request, current)
        if request.method == "DELETE":
            groups.release_team(provider=provider, row=row, at=now())
            return HttpResponse(status=204)
        wanted_ = wanted_group(_patched(request, current, body))
        groups.change_team(provider=provider, row=row, wanted=wanted_, at=now())
    return resource_answer(group_resources(provider, base_url(), team_id)[0])


@scim
def config_page(request: HttpRequest, provider: IdentityProvider) -> HttpResponse:
    """What is supported."""
    return answer(discovery.service_provider_config(base_url()))


def _described(found: list[Resource], key: str) -> HttpResponse:
    if not key:
        return list_answer(found, len(found), 1)
    one = next((resource for resource in found if resource["id"] == key), None)
    if one is None:
        raise ScimError(404, "There is no such description.")
    return answer(one)


@scim
def schemas_page(request: HttpRequest, provider: IdentityProvider, key: str = "") -> HttpResponse:
    """The attributes that we keep."""
    return _described(discovery.schemas(base_url()), key)


@scim
def types_page(request: HttpRequest, provider: IdentityProvider, key: str = "") -> HttpResponse:
    """Users and groups."""
    return _described(discovery.resource_types(base_url()), key)


@scim
def nothing_page(request: HttpRequest, provider: IdentityProvider, rest: str = "") -> HttpResponse:
    """Every other address."""
    raise ScimError(404, "There is nothing here.")


urlpatterns = [
    path("scim/v2/Users", users_page),
    path("scim/v2/Users/<uuid:account_id>", user_page),
    path("scim/v2/Groups", groups_page),
    path("scim/v2/Groups/<uuid:team_id>", group_page),
    path("scim/v2/ServiceProviderConfig", config_page),
    path("scim/v2/Schemas", schemas_page),
    path("scim/v2/Schemas/<str:key>", schemas_page),
    path("scim/v2/ResourceTypes", types_page),
    path("scim/v2/ResourceTypes/<str:key>", types_page),
    path("scim/v2/<path:rest>", nothing_page),
]
