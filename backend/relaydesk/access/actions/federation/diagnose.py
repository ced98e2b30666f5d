"""Try a provider out and say in plain words what is wrong: for the administrator who has just entered it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import urlsplit

from cryptography import x509

from relaydesk.access.actions.federation.directory import DirectoryFailed, everybody, find, service_connection
from relaydesk.access.actions.federation.oidc import discover_anew, newest_keys
from relaydesk.access.actions.federation.providers import pem, secrets_of, settings_of
from relaydesk.access.models import IdentityProvider
from relaydesk.access.rules.federation.settings import LdapSettings, OidcSettings, SamlSettings
from relaydesk.platform.clock import now
from relaydesk.platform.http_client import OutgoingFailed
from relaydesk.platform.outgoing_addresses import OutgoingRefused
from relaydesk.platform.secrets import SecretUnreadable


@dataclass(frozen=True, slots=True)
class Finding:
    """One step that was tried.

    Args:
        step: stable word.
        ok: whether it went well.
        text, text_en: what was found, and what to do about it.
    """

    step: str
    ok: bool
    text: str
    text_en: str


def diagnose(provider: IdentityProvider, *, login: str = "") -> list[Finding]:
    """Try out as much as can be tried without a person signing in; changes nothing.

    Args:
        provider: whose settings are tried, whether or not it is on.
        login: for a directory, a name that should be found.
    """
    settings = settings_of(provider)
    if isinstance(settings, OidcSettings):
        return _oidc(settings)
    if isinstance(settings, SamlSettings):
        return _saml(settings)
    return _ldap(settings, provider, login)


def _oidc(settings: OidcSettings) -> list[Finding]:
    try:
        # asked anew: the administrator has just changed something over there
        found = discover_anew(settings.issuer, settings.ca_certificates)
    except (OutgoingFailed, OutgoingRefused) as exc:
        return [
            Finding(
                "discovery",
                False,
                f"读取不到身份源的说明文件（{settings.issuer.rstrip('/')}/.well-known/openid-configuration）：{exc.chinese}",
                f"The provider's description cannot be read: {exc}",
            )
        ]
    findings = [
        Finding("discovery", True, "已读取身份源的说明文件。", "The provider's description was read.")
    ]
    methods = found.get("code_challenge_methods_supported")
    if isinstance(methods, list) and "S256" not in methods:
        findings.append(
            Finding("pkce", False, "身份源不支持 PKCE(S256)。", "The provider does not support PKCE (S256).")
        )
    findings.append(_keys(str(found["jwks_uri"]), settings))
    return findings


def _keys(url: str, settings: OidcSettings) -> Finding:
    try:
        document = newest_keys(url, settings.ca_certificates)
    except (OutgoingFailed, OutgoingRefused) as exc:
        return Finding(
            "keys", False, f"读取不到身份源的公钥：{exc.chinese}", f"The keys cannot be read: {exc}"
        )
    keys = document.get("keys")
    if not isinstance(keys, list) or not keys:
        return Finding("keys", False, "身份源没有公布任何公钥。", "The provider publishes no key.")
    return Finding("keys", True, f"已读取 {len(keys)} 个公钥。", f"{len(keys)} keys were read.")


def _saml(settings: SamlSettings) -> list[Finding]:
    findings = []
    for text in settings.certificates:
        for certificate in x509.load_pem_x509_certificates(pem(text).encode()):
            until = certificate.not_valid_after_utc
            day = until.astimezone(UTC).date().isoformat()
            if until <= now():
                findings.append(
                    Finding(
                        "certificate",
                        False,
                        f"签名证书已于 {day} 过期。",
                        f"The certificate expired on {day}.",
                    )
                )
            else:
                findings.append(
                    Finding(
                        "certificate",
                        True,
                        f"签名证书有效至 {day}。",
                        f"The certificate is good until {day}.",
                    )
                )
    secure = urlsplit(settings.sign_in_url).scheme == "https"
    findings.append(
        Finding("address", True, "登录地址使用 HTTPS。", "The sign-in address uses HTTPS.")
        if secure
        else Finding("address", False, "登录地址没有使用 HTTPS。", "The sign-in address does not use HTTPS.")
    )
    return findings


def _ldap(settings: LdapSettings, provider: IdentityProvider, login: str) -> list[Finding]:
    findings: list[Finding] = []

    def attempt(step: str, work: Callable[[], tuple[str, str, bool]]) -> bool:
        try:
            text, text_en, ok = work()
        except DirectoryFailed as exc:
            text, text_en, ok = f"目录服务器返回：{exc}", f"The directory says: {exc}", False
        findings.append(Finding(step, ok, text, text_en))
        return ok

    try:
        password = secrets_of(provider).get("bind_password", "")
    except SecretUnreadable:
        return [
            Finding(
                "secret",
                False,
                "保存的密码无法解密，请重新输入。",
                "The stored password cannot be read; enter it again.",
            )
        ]
    try:
        with service_connection(settings, password) as connection:
            findings.append(
                Finding(
                    "connect",
                    True,
                    "已通过 TLS 连接并登录查询账号。",
                    "Connected by TLS; the search account is in.",
                )
            )

            def people_found() -> tuple[str, str, bool]:
                count = len(everybody(connection, settings))
                return f"筛选条件找到 {count} 人。", f"The filter finds {count} people.", count > 0

            def one_found() -> tuple[str, str, bool]:
                entry = find(connection, settings, login)
                if entry is None:
                    return f"找不到“{login}”，或不止一人。", f"“{login}” is not found, or is several.", False
                groups = len(entry.proof.groups)
                return (
                    f"找到“{entry.proof.name}”（{entry.dn}），属于 {groups} 个组。",
                    f"Found “{entry.proof.name}” ({entry.dn}), member of {groups} groups.",
                    True,
                )

            attempt("people", people_found)
            if login:
                attempt("person", one_found)
    except DirectoryFailed as exc:
        findings.append(
            Finding("connect", False, f"无法连接目录服务器：{exc}", f"The directory cannot be reached: {exc}")
        )
    return findings
