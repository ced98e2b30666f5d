"""The kill drill: intake under kill -9 of web, worker, mail and database (reliability figures G1, G2, G3).

Every acknowledged message is exactly one ticket, every reply is sent, every timer fires once and never early.
"""

import argparse
import sys
import time
from pathlib import Path

from bench.drills.driver import Driver
from bench.drills.findings import Findings, first_response_within_a_minute, look, settled
from bench.drills.killer import Killer
from bench.drills.ledger import Ledger
from bench.instance import Instance
from bench.smtp_sink import SmtpSink

MESSAGES, SECONDS, KILLS = 5000, 150, 45
DRAIN_SECONDS = 240


def main(arguments: list[str] | None = None) -> int:
    """Run the drill and print its counts; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="relaydesk drill kill", description=__doc__)
    parser.add_argument(
        "--seconds", type=int, default=SECONDS, help="how long messages are sent and kills happen"
    )
    parser.add_argument("--messages", type=int, help=f"how many messages (default {MESSAGES} in {SECONDS} s)")
    parser.add_argument("--kills", type=int, default=KILLS, help="how many kills are aimed at")
    parser.add_argument("--data", type=Path, help="keep the data of the instance here, to look at afterwards")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    messages = options.messages or max(200, MESSAGES * options.seconds // SECONDS)
    sink = SmtpSink()
    sink.start()
    try:
        with Instance(data=options.data, relay_port=sink.port) as instance:
            findings, killer = _drill(instance, sink, options, messages)
    finally:
        sink.stop()
    print(f"kills: {sum(killer.kills.values())} {dict(killer.kills)}")
    print(findings.text())
    return 0 if findings.kept() and sum(killer.kills.values()) >= min(40, options.kills) else 1


def _drill(
    instance: Instance, sink: SmtpSink, options: argparse.Namespace, messages: int
) -> tuple[Findings, Killer]:
    database_url = instance.database_url()
    first_response_within_a_minute(database_url)
    ledger = Ledger()
    driver = Driver(instance, instance.token(), ledger, messages=messages, seconds=options.seconds)
    killer = Killer(instance, options.seconds / (options.kills * 1.1), options.seed)
    killer.start()
    driver.run()
    while sum(killer.kills.values()) < options.kills and killer.is_alive():
        time.sleep(0.2)
    killer.stop()
    print(f"sent {messages} messages in {ledger.attempts} attempts, waiting for the rest …", flush=True)
    limit = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < limit and not settled(database_url):
        time.sleep(1)
    senders_killed = killer.kills["worker"]
    findings = look(database_url, ledger, sink, gave_up=driver.gave_up, senders_killed=senders_killed)
    if not settled(database_url):
        findings.broken.append(f"work was still left after {DRAIN_SECONDS} s")
    return findings, killer


if __name__ == "__main__":
    sys.exit(main())
