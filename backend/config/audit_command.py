"""`relaydesk audit`: check the record on the server, without anybody's leave."""

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path

Program = Callable[[Path], AbstractContextManager[None]]


def add_audit(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    add_data: Callable[[argparse.ArgumentParser], None],
    program: Program,
) -> None:
    """Add the command with its sub-commands `verify` and `head`."""
    audit = commands.add_parser("audit", help="check the record: audit verify, audit head")
    verbs = audit.add_subparsers(required=True, metavar="VERB")
    verify = verbs.add_parser(
        "verify", help="reckon every hash of the record anew; exit code 1 when it fails"
    )
    verify.add_argument("--json", action="store_true", help="write the whole report as JSON")
    verify.add_argument(
        "--expect",
        metavar="NUMBER:SHA256",
        type=_anchor,
        help="a head written down before, which must still hold",
    )
    verify.set_defaults(run=lambda options: _verify(options, program))
    head = verbs.add_parser("head", help="print the number and hash of the last seal")
    head.set_defaults(run=lambda options: _head(options, program))
    for parser in (verify, head):
        add_data(parser)


def _anchor(text: str) -> tuple[int, str]:
    number, _, sha = text.partition(":")
    if not number.isdigit() or len(sha) != 64:
        raise argparse.ArgumentTypeError("a head is NUMBER:SHA256, as 'relaydesk audit head' prints it")
    return int(number), sha


def _verify(options: argparse.Namespace, program: Program) -> int:
    with program(options.data.resolve()):
        from relaydesk.audit.public import verify

        report = verify(expected_head=options.expect)
    if options.json:
        print(
            json.dumps({"intact": report.intact, "first_bad_seal": report.first_bad_seal, **asdict(report)})
        )
    else:
        for finding in report.findings:
            where = "no batch" if finding.seal is None else f"batch {finding.seal}"
            rows = ", ".join(map(str, finding.ids))
            print(f"{finding.kind.replace('_', ' ')}: {where}{f', rows {rows}' if rows else ''}")
        state = "intact" if report.intact else f"NOT INTACT, first bad batch {report.first_bad_seal}"
        print(
            f"The record is {state}: {report.events} events in {report.seals} batches"
            f" ({report.purged_seals} purged), {report.unsealed} not sealed yet, {report.seconds} s."
        )
        print(f"Head {report.head}:{report.head_sha256}")
    return 0 if report.intact else 1


def _head(options: argparse.Namespace, program: Program) -> int:
    with program(options.data.resolve()):
        from relaydesk.audit.public import head

        found = head()
    print(f"{found.number}:{found.sha256}" if found else "Nothing has been sealed yet.")
    return 0
