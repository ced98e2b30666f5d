"""What the supervisor says on the terminal."""

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from config.supervisor.options import UpOptions

DEMO_SIGN_INS = "demo-sign-ins.json"
SET_UP_LINK = "set-up-link.txt"


def answers(address: str) -> bool:
    """Tell whether a request would succeed now."""
    try:
        # Without proxies: the address is our own.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{address}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def print_ready(options: UpOptions) -> None:
    """Print the one line that scripts wait for, then how to sign in."""
    print(f"ready {options.address}", flush=True)
    for line in _sign_ins(options.data_dir / DEMO_SIGN_INS, "Demo sign-ins"):
        print(line, flush=True)
    link = _set_up_link(options.data_dir / SET_UP_LINK)
    if link:
        print(f"Set up the first administrator, once: {link}", flush=True)
    print(f"Mail: {options.smtp_address}   Stop with Ctrl-C", flush=True)


def note(text: str) -> None:
    """Tell the operator something that needs no answer."""
    print(f"relaydesk: {text}", file=sys.stderr, flush=True)


def _set_up_link(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _sign_ins(path: Path, heading: str) -> list[str]:
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_text())
    except (OSError, ValueError):
        return []
    lines = [f"{heading} ({path}):"]
    for entry in entries:
        words = [str(entry.get(key, "")) for key in ("email", "password", "name", "role")]
        lines.append("  " + "  ".join(word for word in words if word))
    return lines
