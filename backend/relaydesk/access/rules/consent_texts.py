"""The words of the page on which somebody allows a program to act for him."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "lang": "zh-CN",
        "title": "授权应用",
        "asks": "请求以您的身份执行以下操作：",
        "signed_in": "当前登录：",
        "back_to": "完成后将返回：",
        "allow": "允许",
        "deny": "拒绝",
        "later": "您可以随时在“我的账户”中撤销授权。",
        "wrong": "无法授权",
        "wrong_client": "应用不存在，或返回地址与登记的不一致。请联系该应用的提供方。",
        "not_now": "当前登录不能授权：请先完成登录，或退出“以他人视角查看”。",
    },
    "en": {
        "lang": "en",
        "title": "Allow an application",
        "asks": "asks to do this in your name:",
        "signed_in": "Signed in as",
        "back_to": "You will be sent back to",
        "allow": "Allow",
        "deny": "Deny",
        "later": "You can take this back at any time under “Your account”.",
        "wrong": "This cannot be allowed",
        "wrong_client": "The application is unknown, or its return address is not the one that was entered. "
        "Ask those who offer it.",
        "not_now": "This sign-in cannot allow anything: finish signing in, or stop viewing as somebody else.",
    },
}


def words_for(accept_language: str) -> Mapping[str, str]:
    """The words in the language that a browser asks for first; Chinese when it asks for neither."""
    first = accept_language.split(",")[0].strip().lower()
    return WORDS["en"] if first.startswith("en") else WORDS["zh"]
