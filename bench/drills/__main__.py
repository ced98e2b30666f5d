"""`./relaydesk drill NAME`: run one drill; the exit code is not 0 when a promise was broken."""

import argparse
import sys

from bench.drills import calls, kill

DRILLS = {"calls": calls.main, "kill": kill.main}


def main() -> int:
    """Hand the remaining arguments to the drill that is named."""
    parser = argparse.ArgumentParser(prog="relaydesk drill", description=__doc__)
    parser.add_argument("name", choices=sorted(DRILLS))
    options, rest = parser.parse_known_args()
    return DRILLS[options.name](rest)


if __name__ == "__main__":
    sys.exit(main())
