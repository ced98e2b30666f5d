"""Entry of `./relaydesk`, run by whatever Python the script found."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from tools.commands import main  # noqa: E402 - the path must be set before

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
