"""The command `relaydesk` of the installed package. In a checkout `./relaydesk` hands over to it."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from config.audit_command import add_audit
from config.keys import make_key_file
from config.supervisor.lock import DataLock
from config.supervisor.options import Refusal, UpOptions
from relaydesk.platform.embedded_database import DatabaseError, EmbeddedDatabase, url_of_running


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments name; exit with its code."""
    options = _parser().parse_args(arguments)
    try:
        code = options.run(options)
    except (Refusal, DatabaseError) as error:
        print(f"relaydesk: {error}", file=sys.stderr)
        code = 1
    sys.exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="relaydesk", description="Relaydesk 接力工单: tickets from every channel."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    up = commands.add_parser("up", help="run everything on this machine")
    _add_data(up)
    up.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    up.add_argument("--port", type=_port, default=8000, help="port of web pages and API (8000)")
    up.add_argument("--smtp-port", type=_port, default=2525, help="port that takes mail (2525)")
    up.add_argument(
        "--no-demo", dest="demo", action="store_false", help="start empty, with a link to set it up"
    )
    up.set_defaults(run=_up)

    token = commands.add_parser("token", help="make an API token for an account and print it")
    _add_data(token)
    token.add_argument("email")
    token.add_argument("--name", default="command line", help="what the token is for")
    token.set_defaults(run=_token)

    grant = commands.add_parser(
        "grant", help="give an account a role, for instance the first security administrator"
    )
    _add_data(grant)
    grant.add_argument("email")
    grant.add_argument("role", help="key of the role: security_administrator, auditor, administrator …")
    grant.set_defaults(run=_grant)

    invite = commands.add_parser("invite", help="print a one-time link by which an account sets its password")
    _add_data(invite)
    invite.add_argument("email")
    invite.set_defaults(run=_invite)

    migrate = commands.add_parser("migrate", help="bring the database up to date")
    _add_data(migrate)
    migrate.set_defaults(run=_migrate)

    django = commands.add_parser("django", help="run a command of Django, for instance `django shell`")
    _add_data(django)
    django.add_argument("rest", nargs=argparse.REMAINDER)
    django.set_defaults(run=_django)

    add_audit(commands, _add_data, _program)
    _add_processes(commands)
    return parser


def _add_processes(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The three kinds of process, for installations that run each on its own (needs DATABASE_URL)."""
    web = commands.add_parser("web", help="only the web process (needs DATABASE_URL)")
    mail = commands.add_parser("mail", help="only the mail process (needs DATABASE_URL)")
    worker = commands.add_parser("worker", help="only a worker process (needs DATABASE_URL)")
    for parser, run, port in ((web, _web, 8000), (mail, _mail, 2525)):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=_port, default=port)
        parser.set_defaults(run=run)
    worker.set_defaults(run=_worker)
    for parser in (web, mail, worker):
        _add_data(parser)


def _add_data(parser: argparse.ArgumentParser) -> None:
    default = os.environ.get("RELAYDESK_DATA") or ".relaydesk"
    parser.add_argument(
        "--data", type=Path, default=Path(default), metavar="DIR", help=f"data folder ({default})"
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 1 to 65535")
    return int(text)


def _up(options: argparse.Namespace) -> int:
    from config.supervisor.up import up

    if options.port == options.smtp_port:
        raise Refusal("--port and --smtp-port must differ.")
    return up(
        UpOptions(
            data_dir=options.data.resolve(),
            host=options.host,
            port=options.port,
            smtp_port=options.smtp_port,
            demo=options.demo,
        )
    )


def _token(options: argparse.Namespace) -> int:
    with _program(options.data.resolve()):
        from relaydesk.access.public import make_token
        from relaydesk.platform.errors import Problem

        try:
            print(make_token(email=options.email, name=options.name))
        except Problem as error:
            raise Refusal(error.detail or error.title) from error
    return 0


def _grant(options: argparse.Namespace) -> int:
    with _program(options.data.resolve()):
        from relaydesk.access.public import grant_role
        from relaydesk.platform.clock import now
        from relaydesk.platform.errors import Problem

        try:
            roles = grant_role(email=options.email, role=options.role, at=now())
        except Problem as error:
            raise Refusal(error.detail or error.title) from error
        print(f"{options.email}: {', '.join(roles)}")
    return 0


def _invite(options: argparse.Namespace) -> int:
    with _program(options.data.resolve()):
        from relaydesk.access.public import make_invitation_link
        from relaydesk.platform.clock import now
        from relaydesk.platform.errors import Problem

        try:
            print(make_invitation_link(email=options.email, at=now()))
        except Problem as error:
            raise Refusal(error.detail or error.title) from error
    return 0


def _migrate(options: argparse.Namespace) -> int:
    with _program(options.data.resolve()):
        from config.database_roles import as_owner, grant_rights
        from config.first_start import migrate

        with as_owner():
            print("The database has been brought up to date." if migrate() else "It was up to date.")
            grant_rights()
    return 0


def _django(options: argparse.Namespace) -> int:
    with _program(options.data.resolve()):
        from django.core.management import execute_from_command_line

        execute_from_command_line(["relaydesk django", *options.rest])
    return 0


def _web(options: argparse.Namespace) -> int:
    def serve() -> None:
        from config.web_server import listen, serve

        serve(listen(options.host, options.port))

    return _process(options, serve)


def _worker(options: argparse.Namespace) -> int:
    def work() -> None:
        from relaydesk.platform.worker import main as work

        work()

    return _process(options, work)


def _mail(options: argparse.Namespace) -> int:
    def receive() -> None:
        from relaydesk.channels.smtp import main as receive

        receive(host=options.host, port=options.port)

    return _process(options, receive)


def _process(options: argparse.Namespace, work: object) -> int:
    if not os.environ.get("DATABASE_URL"):
        raise Refusal(
            "Set DATABASE_URL: a process on its own does not start a database ('relaydesk up' does)."
        )
    with _program(options.data.resolve()):
        assert callable(work)
        work()
    return 0


@contextmanager
def _program(data_dir: Path) -> Iterator[None]:
    """Load the program with a database: the given one, the running one, or the bundled one for a moment.

    Raises:
        Refusal: there are no data, or another process holds them while their database is not running.
        DatabaseError: the bundled database cannot be started.
    """
    given = os.environ.get("DATABASE_URL") or url_of_running(data_dir)
    if not given and not (data_dir / "database.json").exists():
        raise Refusal(
            f"There are no data in {data_dir}. Run 'relaydesk up' first, or name the folder by --data."
        )
    with nullcontext() if given else DataLock(data_dir):
        database = None if given else EmbeddedDatabase(data_dir)
        try:
            _load(data_dir, given if database is None else database.start())
            yield
        finally:
            if database is not None:
                database.stop()


def _load(data_dir: Path, database_url: str | None) -> None:
    os.environ["DATABASE_URL"] = database_url or ""
    os.environ["RELAYDESK_DATA"] = str(data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    make_key_file(data_dir)
    import django  # after the environment: the settings are read on this

    django.setup()


if __name__ == "__main__":
    main()
