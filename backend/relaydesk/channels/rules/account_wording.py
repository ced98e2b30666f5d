"""The words of mails about accounts, in Chinese and English. The link is put in when the mail leaves."""

from html import escape
from typing import Final

LINK: Final = "https://account-link.invalid/"
"""Stands in the outbox where the link will be: who may read the outbox reads no secret."""

_SUBJECTS = {
    ("reset", "zh"): "设置新密码",
    ("reset", "en"): "Choose a new password",
    ("invitation", "zh"): "邀请您使用 Relaydesk",
    ("invitation", "en"): "You are invited to Relaydesk",
    ("factors_reset", "zh"): "您的第二步验证已被重置",
    ("factors_reset", "en"): "Your second factor was reset",
}
_BODIES = {
    ("reset", "zh"): (
        "<p>{name}，您好：</p><p>有人请求为此地址的账户设置新密码。如果是您本人，请打开下面的链接：</p>"
        '<p><a href="{link}">{link}</a></p>'
        "<p>链接只能使用一次，一小时内有效。如果不是您本人，请忽略这封邮件，密码不会改变。</p>"
    ),
    ("reset", "en"): (
        "<p>Hello {name},</p><p>Somebody asked for a new password for the account with this address. "
        "If it was you, open this link:</p>"
        '<p><a href="{link}">{link}</a></p>'
        "<p>It is good once, for one hour. If it was not you, ignore this mail: nothing changes.</p>"
    ),
    ("invitation", "zh"): (
        "<p>{name}，您好：</p><p>已为您开通账户。请打开下面的链接设置密码：</p>"
        '<p><a href="{link}">{link}</a></p>'
        "<p>链接只能使用一次，七天内有效。请勿转发这封邮件。</p>"
    ),
    ("invitation", "en"): (
        "<p>Hello {name},</p><p>An account was made for you. Open this link to choose a password:</p>"
        '<p><a href="{link}">{link}</a></p>'
        "<p>It is good once, for seven days. Do not forward this mail.</p>"
    ),
    ("factors_reset", "zh"): (
        "<p>{name}，您好：</p><p>安全管理员重置了您账户的第二步验证：验证器、通行密钥和恢复码都已移除，"
        "所有登录也已退出。请重新登录，并在“我的账号”中重新添加。</p>"
        "<p>如果这不是您要求的，请立即联系安全管理员。</p>"
    ),
    ("factors_reset", "en"): (
        "<p>Hello {name},</p><p>A security administrator reset the second factor of your account: "
        "authenticators, passkeys and recovery codes are gone, and you are signed out everywhere. "
        "Sign in again and add a new one under “My account”.</p>"
        "<p>If you did not ask for this, tell the security administrator at once.</p>"
    ),
}


def account_mail(purpose: str, locale: str, *, name: str) -> tuple[str, str]:
    """Subject and HTML of a mail about an account, without its link.

    Args:
        purpose: `reset`, `invitation`, or `factors_reset`, which has no link.
        locale: `zh` or `en`.
        name: whom it addresses.
    """
    language = locale if locale in ("zh", "en") else "zh"
    html = _BODIES[purpose, language].format(name=escape(name), link=LINK)
    return _SUBJECTS[purpose, language], html
