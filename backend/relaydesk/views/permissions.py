"""Permissions of `views`."""

from enum import StrEnum

from relaydesk.access.contracts import Scope
from relaydesk.access.public import declare_permissions


class ViewPermission(StrEnum):
    """What one may do with the views of others; one's own need no permission."""

    SHARE = "views.share"


declare_permissions(
    "views",
    ViewPermission,
    names={ViewPermission.SHARE: ("管理共享视图", "Manage shared views")},
    roles={"manager": {ViewPermission.SHARE: Scope.DEPARTMENT_AND_BELOW}},
)
