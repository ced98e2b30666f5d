"""Permissions that `access` itself asks for; `registrations` declares them."""

from enum import StrEnum


class AccessPermission(StrEnum):
    """Rights over accounts, roles, labels and sign-in. Each belongs to one administration."""

    MANAGE_ACCOUNTS = "access.manage_accounts"
    MANAGE_ROLES = "access.manage_roles"
    EXPLAIN = "access.explain"
    MANAGE_LABELS = "access.manage_labels"
    MANAGE_SIGN_IN = "access.manage_sign_in"
    END_SESSIONS = "access.end_sessions"
    VIEW_AS = "access.view_as"
    GRANT_PRIVILEGED = "access.grant_privileged"


P = AccessPermission

SYSTEM_REALM = (P.MANAGE_ACCOUNTS, P.MANAGE_ROLES, P.EXPLAIN)
SECURITY_REALM = (
    P.MANAGE_LABELS,
    P.MANAGE_SIGN_IN,
    P.END_SESSIONS,
    P.VIEW_AS,
    P.GRANT_PRIVILEGED,
)
NAMES = {
    P.MANAGE_ACCOUNTS: ("管理账户", "Manage accounts"),
    P.MANAGE_ROLES: ("管理角色与授权", "Manage roles and who holds them"),
    P.EXPLAIN: ("查询谁能看到什么", "Ask who can see what, and why"),
    P.MANAGE_LABELS: ("管理密级标签与授权", "Manage sensitivity labels and clearances"),
    P.MANAGE_SIGN_IN: ("管理登录策略与身份源", "Manage sign-in policy and identity providers"),
    P.END_SESSIONS: ("结束他人会话", "End sessions of others"),
    P.VIEW_AS: ("以他人视角查看", "View as somebody else"),
    P.GRANT_PRIVILEGED: ("授予三员角色", "Grant the administrators' roles"),
}
