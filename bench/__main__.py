"""`./relaydesk bench`: measure, print the table, write the JSON."""

import argparse
import json
import sys
from pathlib import Path

from bench.crowd import crowd
from bench.fill import fill_up, measure_views, tickets_in
from bench.instance import Instance
from bench.measuring import FULL, QUICK, Bench
from bench.processor_time import proportional_memory
from bench.report import Line, table


def main() -> int:
    """Run the benchmark; the exit code is 0 when every operation could be measured."""
    parser = argparse.ArgumentParser(prog="relaydesk bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few operations, 10,000 tickets only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--million", action="store_true", help="also measure with 1,000,000 tickets")
    parser.add_argument(
        "--sizes", type=int, nargs="+", metavar="N", help="numbers of tickets to measure with"
    )
    parser.add_argument(
        "--views", action="store_true", help="also every view, scope and order, and searching"
    )
    parser.add_argument("--agents", type=int, metavar="N", help="also so many agents at once, for a minute")
    parser.add_argument("--only-these", action="store_true", help="no single operations, only what is named")
    parser.add_argument(
        "--data", type=Path, help="use and keep the data here; smaller sizes than it has are left out"
    )
    options = parser.parse_args()
    sizes = options.sizes or ([10_000] if options.quick else [10_000, 100_000])
    if options.million:
        sizes.append(1_000_000)
    lines: list[Line] = []
    with Instance(data=options.data) as instance:
        print(
            f"memory when idle: {proportional_memory(instance.pid) // 1024} MiB (PSS, all processes)",
            flush=True,
        )
        held = tickets_in(instance)
        for size in [one for one in sorted(sizes) if one >= held] or [held]:
            print(f"filling up to {size:,} tickets …", file=sys.stderr, flush=True)
            fill_up(instance, size)
            if not options.only_these:
                lines += Bench(instance, QUICK if options.quick else FULL).size(size)
                print(table(lines), flush=True)
            if options.views:
                measure_views(instance)
            if options.agents:
                crowd(instance, options.agents, seconds=20 if options.quick else 60)
    if options.json:
        options.json.write_text(json.dumps([line.as_dict() for line in lines], indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
