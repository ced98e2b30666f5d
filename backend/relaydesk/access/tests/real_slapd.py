"""A real OpenLDAP (slapd) with TLS, started as an ordinary process on a free port in a folder of its own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from relaydesk.platform.clock import now

SLAPD, SLAPADD = "/usr/sbin/slapd", "/usr/sbin/slapadd"
SCHEMA = Path("/etc/ldap/schema")
MODULES = Path("/usr/lib/ldap")
BASE = "dc=example,dc=org"
SERVICE, SERVICE_PASSWORD = f"cn=reader,{BASE}", "reader secret"
CONFIG = """
include {schema}/core.schema
include {schema}/cosine.schema
include {schema}/inetorgperson.schema
pidfile {folder}/slapd.pid
modulepath {modules}
moduleload back_mdb
moduleload memberof
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
security simple_bind=128
database mdb
suffix "{base}"
rootdn "cn=root,{base}"
rootpw root
directory {folder}/data
maxsize 10485760
index objectClass,uid,mail,entryUUID eq
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{service}" read by * none
"""


@dataclass(frozen=True)
class Directory:
    """Where it listens and whom it must be trusted by."""

    ldap_port: int
    ldaps_port: int
    ca: str
    folder: Path

    def modify(self, ldif: str) -> None:
        """Change entries as the directory's own administrator."""
        from ldap3 import Connection, Server, Tls

        server = Server("127.0.0.1", self.ldaps_port, use_ssl=True, tls=Tls(validate=0))
        with Connection(server, f"cn=root,{BASE}", "root", auto_bind=True) as connection:
            for line in ldif.strip().splitlines():
                word, dn, *rest = line.split("|")
                if word == "delete":
                    assert connection.delete(dn), connection.result
                else:
                    changes = {rest[0]: [(word, rest[1:])]}
                    assert connection.modify(dn, changes), connection.result


def people_ldif(extra: int = 0) -> str:
    """The house: a search account, three people, two groups."""
    text = f"""dn: {BASE}
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: {SERVICE}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: {SERVICE_PASSWORD}

dn: ou=people,{BASE}
objectClass: organizationalUnit
ou: people

dn: ou=groups,{BASE}
objectClass: organizationalUnit
ou: groups

"""
    named = [("zhang", "张三"), ("li", "Li Si"), ("wang", "Wang (Wu) *")]
    for uid, name in [*named, *((f"extra{n}", f"Extra {n}") for n in range(extra))]:
        text += f"""dn: uid={uid},ou=people,{BASE}
objectClass: inetOrgPerson
uid: {uid}
cn: {name}
sn: {name}
mail: {uid}@corp.example
userPassword: {uid} password

"""
    for group, members in (("heads", ["zhang"]), ("network", ["zhang", "li"])):
        text += f"dn: cn={group},ou=groups,{BASE}\nobjectClass: groupOfNames\ncn: {group}\n"
        text += "".join(f"member: uid={uid},ou=people,{BASE}\n" for uid in members) + "\n"
    return text


def _certificates(folder: Path) -> str:
    """A certificate authority and the server's certificate for `localhost`; answers the authority's PEM."""
    at = now()
    from datetime import timedelta

    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])

    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def made(subject: str, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(named(subject))
            .issuer_name(named("test authority"))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(at - timedelta(days=1))
            .not_valid_after(at + timedelta(days=2))
        )

    authority = (
        made("test authority", ca_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(ca_key, SHA256())
    )
    server = (
        made("localhost", key.public_key())
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(ca_key, SHA256())
    )
    pem = authority.public_bytes(serialization.Encoding.PEM).decode()
    (folder / "ca.pem").write_text(pem)
    (folder / "server.pem").write_bytes(server.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return pem


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise AssertionError(f"slapd does not listen: {process.stderr.read1() if process.stderr else b''!r}")


@contextmanager
def real_slapd(folder: Path, extra: int = 0) -> Iterator[Directory]:
    """Run one until the block ends.

    Args:
        folder: for its data; short and of our own.
        extra: so many people more.
    """
    if not Path(SLAPD).exists() or shutil.which(SLAPADD) is None:
        pytest.skip("OpenLDAP is not installed: apt-get install slapd")
    (folder / "data").mkdir()
    ca = _certificates(folder)
    config = folder / "slapd.conf"
    config.write_text(
        CONFIG.format(schema=SCHEMA, folder=folder, modules=MODULES, base=BASE, service=SERVICE)
    )
    ldif = folder / "house.ldif"
    ldif.write_text(people_ldif(extra))
    added = subprocess.run(
        [SLAPADD, "-f", str(config), "-l", str(ldif)], capture_output=True, check=False, timeout=30
    )
    assert added.returncode == 0, added.stderr
    ldap, ldaps = _free_port(), _free_port()
    urls = f"ldap://127.0.0.1:{ldap} ldaps://127.0.0.1:{ldaps}"
    process = subprocess.Popen(
        [SLAPD, "-f", str(config), "-h", urls, "-d", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait_for(ldaps, process)
        yield Directory(ldap, ldaps, ca, folder)
    finally:
        process.terminate()
        process.wait(10)
