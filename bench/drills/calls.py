"""The drill of generated calls: schemathesis calls every route of the OpenAPI document, and none answers 500.

First every border of every parameter, for the sake of faults alone; then calls made at random, whose answers
must be as the document says.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from bench.instance import Instance

# A made-up cursor or a key used again is refused on purpose, so "valid" calls may be refused; signing out or
# failing to sign in again and again would end the run.
CHECKS = ",".join(
    (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    )
)
EVERY_BORDER = ("--phases", "examples,coverage", "--checks", "not_a_server_error")
AT_RANDOM = ("--phases", "fuzzing", "--max-examples", "4", "--seed", "1", "--checks", CHECKS)


def scan(url: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run schemathesis on the OpenAPI document at `url`."""
    program = Path(sys.executable).parent / "schemathesis"
    command = [str(program), "run", url, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)


def call_all(instance: Instance, phase: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Call every route of an instance as its administrator, but for those of his own session."""
    url = f"http://127.0.0.1:{instance.port}/api/v1/openapi.json"
    header = f"Authorization: Bearer {instance.token()}"
    return scan(url, "--header", header, "--exclude-path", "/api/v1/session", *phase)


def faults(done: subprocess.CompletedProcess[str], instance: Instance) -> str:
    """What schemathesis found, and what the instance wrote down of its own faults."""
    found = [part for part in re.split(r"\n(?=_{5,} )", done.stdout) if "Test Case ID" in part]
    traces = [
        line for line in instance.output().splitlines() if '"status":500' in line or '"exception"' in line
    ]
    return "\n".join([*found, *traces, done.stdout[-2000:], done.stderr[-1000:]])


def main(arguments: list[str] | None = None) -> int:
    """Run both phases and print what was found; 1 when a call was answered by a fault."""
    parser = argparse.ArgumentParser(prog="relaydesk drill calls", description=__doc__)
    parser.add_argument("--path", metavar="REGEX", help="only routes whose path holds this")
    options = parser.parse_args(arguments)
    chosen = ("--include-path-regex", options.path) if options.path else ()
    code = 0
    with Instance(demo=True) as instance:
        for phase in (EVERY_BORDER, AT_RANDOM):
            done = call_all(instance, (*chosen, *phase))
            print(done.stdout[-700:] if done.returncode == 0 else faults(done, instance), flush=True)
            code = max(code, int(done.returncode != 0))
    return code


if __name__ == "__main__":
    sys.exit(main())
