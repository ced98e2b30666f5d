"""Talking LDAP: connect with TLS to the checked address, search, and bind as the person (RFC 4511, 4513).

`ldap3` is imported when it is needed. A filter is built by escaping (RFC 4515, 3), a password that is empty
is never tried: a server would take it for an anonymous bind and say yes (RFC 4513, 5.1.2).
"""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relaydesk.access.rules.federation.kinds import Proof
from relaydesk.access.rules.federation.settings import LdapSettings
from relaydesk.platform.outgoing_addresses import OutgoingRefused, checked_address

CONNECT_SECONDS, RECEIVE_SECONDS = 5, 15
PAGE = 500
DISABLED = 2  # ADS_UF_ACCOUNTDISABLE of userAccountControl


class DirectoryFailed(Exception):
    """The directory cannot be asked; the text says why, in English, for the administrator."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as the directory has him."""

    dn: str
    proof: Proof
    disabled: bool


def escape(value: str) -> str:
    """Make a text harmless inside a filter (RFC 4515, 3)."""
    return "".join(f"\\{ord(c):02x}" if c in "*()\\\0/" else c for c in value)


def _server(settings: LdapSettings) -> Any:
    from ldap3 import NONE, Server, Tls

    try:
        address = checked_address(settings.host, settings.port)
    except OutgoingRefused as exc:
        raise DirectoryFailed(exc.message) from exc
    tls = Tls(
        validate=ssl.CERT_REQUIRED,
        version=ssl.PROTOCOL_TLS_CLIENT,
        ca_certs_data=settings.ca_certificates or None,
        ca_certs_file=None if settings.ca_certificates else ssl.get_default_verify_paths().cafile,
        valid_names=[settings.host],
        sni=settings.host,
    )
    return Server(
        str(address),
        port=settings.port,
        use_ssl=settings.encryption == "ldaps",
        tls=tls,
        get_info=NONE,
        connect_timeout=CONNECT_SECONDS,
    )


@contextmanager
def _bound(settings: LdapSettings, dn: str, password: str) -> Iterator[Any]:
    """A connection bound as somebody; its `bound` says whether the password was right."""
    from ldap3 import AUTO_BIND_NONE, SIMPLE, Connection
    from ldap3.core.exceptions import LDAPException

    connection = Connection(
        _server(settings),
        user=dn,
        password=password,
        authentication=SIMPLE,
        auto_bind=AUTO_BIND_NONE,
        auto_referrals=False,
        read_only=True,
        check_names=False,
        receive_timeout=RECEIVE_SECONDS,
    )
    try:
        connection.open()
        if settings.encryption == "starttls" and not connection.start_tls():
            raise DirectoryFailed("The directory refuses StartTLS.")
        connection.bind()
        yield connection
    except (LDAPException, OSError, ssl.SSLError) as exc:
        raise DirectoryFailed(f"{settings.host}: {type(exc).__name__}: {exc}"[:300]) from exc
    finally:
        try:
            connection.unbind()
        except (LDAPException, OSError):
            connection.strategy.close()


@contextmanager
def service_connection(settings: LdapSettings, password: str) -> Iterator[Any]:
    """A connection bound as the account that we search with.

    Raises:
        DirectoryFailed: no connection, an untrusted certificate, or a wrong password of that account.
    """
    if not password:
        raise DirectoryFailed("The password of the search account is empty.")
    with _bound(settings, settings.bind_dn, password) as connection:
        if not connection.bound:
            raise DirectoryFailed(
                f"The directory refuses the search account: {connection.result['description']}."
            )
        yield connection


def right_password(settings: LdapSettings, dn: str, password: str) -> bool:
    """Whether this password is this entry's.

    Raises:
        DirectoryFailed: the directory cannot be asked.
    """
    if not dn or not password:
        return False
    with _bound(settings, dn, password) as connection:
        return bool(connection.bound)


def find(connection: Any, settings: LdapSettings, login: str) -> Entry | None:
    """The one person who signs in by this name; None when there is none, or more than one."""
    if not login or len(login) > 254:
        return None
    value = escape(login)
    parts = "".join(f"({name}={value})" for name in settings.login_attributes)
    found = _search(connection, settings, f"(&{settings.user_filter}(|{parts}))", limit=2)
    return _with_groups(connection, settings, found[0]) if len(found) == 1 else None


def everybody(connection: Any, settings: LdapSettings) -> list[Entry]:
    """All persons of the filter, without their groups, in pages (RFC 2696)."""
    return _search(connection, settings, settings.user_filter, limit=0)


def with_groups(connection: Any, settings: LdapSettings, entry: Entry) -> Entry:
    """The person with the groups of a search of its own."""
    return _with_groups(connection, settings, entry)


def _search(connection: Any, settings: LdapSettings, text: str, *, limit: int) -> list[Entry]:
    wanted = {
        settings.subject_attribute,
        settings.name_attribute,
        settings.email_attribute,
        settings.groups_attribute,
        settings.login_attributes[0],
        "userAccountControl",
    }
    found = connection.extend.standard.paged_search(
        settings.base_dn,
        text,
        attributes=sorted(wanted),
        paged_size=PAGE,
        size_limit=limit,
        generator=True,
    )
    entries = []
    for row in found:
        if row.get("type") == "searchResEntry" and (entry := _entry(row, settings)) is not None:
            entries.append(entry)
        if limit and len(entries) >= limit:
            break
    return entries


def _entry(row: dict[str, Any], settings: LdapSettings) -> Entry | None:
    raw: dict[str, Sequence[bytes]] = {name.lower(): values for name, values in row["raw_attributes"].items()}

    def texts(name: str) -> list[str]:
        return [value.decode("utf-8", "replace") for value in raw.get(name.lower(), ())]

    def first(name: str) -> str:
        return next(iter(texts(name)), "").strip()

    subject = _subject(raw, settings.subject_attribute)
    if not subject:
        return None
    control = first("userAccountControl")
    return Entry(
        dn=str(row["dn"]),
        disabled=control.isdigit() and bool(int(control) & DISABLED),
        proof=Proof(
            issuer=f"ldap:{settings.base_dn.lower()}"[:500],
            subject=subject,
            login=first(settings.login_attributes[0])[:254],
            name=first(settings.name_attribute)[:200],
            email=first(settings.email_attribute).lower()[:254],
            groups=frozenset(texts(settings.groups_attribute)[:2000]),
        ),
    )


def _subject(raw: dict[str, Sequence[bytes]], name: str) -> str:
    values = raw.get(name.lower(), ())
    if not values:
        return ""
    if name.lower() == "objectguid" and len(values[0]) == 16:
        return str(UUID(bytes_le=bytes(values[0])))
    return bytes(values[0]).decode("utf-8", "replace")[:500]


def _with_groups(connection: Any, settings: LdapSettings, entry: Entry) -> Entry:
    """Add the groups that name the person as a member, where a place for groups is set."""
    if not settings.group_base_dn:
        return entry
    member = f"({settings.group_member_attribute}={escape(entry.dn)})"
    found = connection.extend.standard.paged_search(
        settings.group_base_dn,
        f"(&{settings.group_filter}{member})",
        attributes=["cn"],
        paged_size=PAGE,
        generator=True,
    )
    names: set[str] = set()
    for row in found:
        if row.get("type") == "searchResEntry":
            names.add(str(row["dn"]))
    groups = entry.proof.groups | names
    proof = Proof(**{**{f: getattr(entry.proof, f) for f in Proof.__slots__}, "groups": groups})
    return Entry(entry.dn, proof, entry.disabled)
