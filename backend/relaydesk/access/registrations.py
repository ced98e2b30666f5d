"""What `access` adds below: permissions, how the HTTP layer learns who calls, housekeeping."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from relaydesk.access.actions.federation.synchronise import directories_due
from relaydesk.access.actions.record_denial import record_denial
from relaydesk.access.contracts import Actor, Realm, Scope
from relaydesk.access.models import (
    ApiToken,
    Ceremony,
    OAuthGrant,
    OneTimeLink,
    RefreshToken,
    Session,
    SignInFailure,
    SpentProof,
)
from relaydesk.access.permissions import NAMES, SECURITY_REALM, SYSTEM_REALM, AccessPermission
from relaydesk.access.queries.labels import labels
from relaydesk.access.queries.who import actors_of_agents, who
from relaydesk.access.rules.roles import MANAGER, declare
from relaydesk.people import public as people
from relaydesk.people.contracts import PeoplePermission
from relaydesk.platform import jobs, module_loops
from relaydesk.platform.clock import now
from relaydesk.platform.http.authentication import Authenticated, set_authenticator
from relaydesk.platform.http.refusals import on_refusal
from relaydesk.platform.permissions import PlatformPermission

PEOPLE_NAMES = {
    PeoplePermission.READ_AGENTS: ("查看处理人与组织", "See agents and the organisation"),
    PeoplePermission.READ_CONTACTS: ("查看联系人", "See contacts"),
    PeoplePermission.WRITE_CONTACTS: ("编辑联系人与客户公司", "Edit contacts and companies"),
    PeoplePermission.MERGE_CONTACTS: ("合并联系人", "Merge contacts"),
    PeoplePermission.IMPORT: ("导入人员与联系人", "Import people and contacts"),
    PeoplePermission.EXPORT: ("导出人员与联系人", "Export people and contacts"),
    PeoplePermission.MANAGE: ("管理组织与处理人", "Manage the organisation and its agents"),
}


def caller_now(agent_id: UUID, at: datetime) -> Actor | None:
    """The actor that an agent is now, for a job that goes on with what he began."""
    return actors_of_agents([agent_id], at).get(agent_id)


people.set_labels(labels)
people.set_callers(caller_now)


def authenticate(request: HttpRequest) -> Authenticated | None:
    """Look at the credentials of one request."""
    return who(request.COOKIES, request.META.get("HTTP_AUTHORIZATION"), now())


def compare_directories() -> bool:
    """Queue the comparison of each directory that is due."""
    with transaction.atomic():
        due = directories_due(now())
        for provider_id in due:
            jobs.defer("access.synchronise_directory", provider_id=str(provider_id))
    return bool(due)


def forget_what_has_expired() -> bool:
    """Delete sessions that have ended, and failures that no longer count towards a lock."""
    at = now()
    Session.objects.filter(expire_date__lt=at).delete()
    SignInFailure.objects.filter(at__lt=at - timedelta(days=1)).delete()
    Ceremony.objects.filter(expires_at__lt=at).delete()
    OneTimeLink.objects.filter(expires_at__lt=at).delete()
    RefreshToken.objects.filter(expires_at__lt=at).delete()
    OAuthGrant.objects.filter(code_used_at__isnull=True, code_expires_at__lt=at).delete()
    ApiToken.objects.filter(grant__isnull=False, expires_at__lt=at).delete()
    SpentProof.objects.filter(expires_at__lt=at).delete()
    return False


declare(
    "access",
    [p.value for p in AccessPermission],
    {},
    realms=dict.fromkeys(SYSTEM_REALM, Realm.SYSTEM) | dict.fromkeys(SECURITY_REALM, Realm.SECURITY),
    names=NAMES,
)
declare(
    "platform",
    [p.value for p in PlatformPermission],
    {},
    realms={PlatformPermission.OPERATE: Realm.SYSTEM},
    names={PlatformPermission.OPERATE: ("运维平台", "Operate the platform")},
)
declare(
    "people",
    [p.value for p in PeoplePermission],
    {
        PeoplePermission.READ_AGENTS: Scope.ALL,
        PeoplePermission.READ_CONTACTS: Scope.ALL,
        PeoplePermission.WRITE_CONTACTS: Scope.ALL,
    },
    realms={PeoplePermission.MANAGE: Realm.SYSTEM},
    names=PEOPLE_NAMES,
    roles={
        MANAGER: {
            PeoplePermission.WRITE_CONTACTS: Scope.ALL,
            PeoplePermission.MERGE_CONTACTS: Scope.ALL,
            PeoplePermission.EXPORT: Scope.ALL,
        }
    },
)
set_authenticator(authenticate)
on_refusal(lambda refusal: record_denial(refusal, now()))
module_loops.register("access.expired", forget_what_has_expired, idle_seconds=600)
module_loops.register("access.directories", compare_directories, idle_seconds=60)
