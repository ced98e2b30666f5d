"""What the children do. Each function runs in a freshly forked child with Django loaded."""

import socket
from collections.abc import Callable
from pathlib import Path

from config.first_start import prepare
from config.supervisor.options import UpOptions


def preparing(options: UpOptions) -> Callable[[], None]:
    """Bring the database up to date and, on the first start, fill in the demo or the administrator."""
    return lambda: prepare(options.data_dir, demo=options.demo)


def web(listener: socket.socket) -> Callable[[], None]:
    """Serve HTTP on the supervisor's socket."""

    def work() -> None:
        from config.web_server import serve

        serve(listener)

    return work


def worker() -> None:
    """Deliver events, fire timers, run jobs."""
    from relaydesk.platform.worker import main

    main()


def mail(options: UpOptions) -> Callable[[], None]:
    """Take mail by SMTP."""

    def work() -> None:
        from relaydesk.channels.smtp import main

        main(host=options.host, port=options.smtp_port)

    return work


def log_of(data_dir: Path, name: str) -> Path:
    """Give the log file of a child."""
    return data_dir / "logs" / f"{name}.log"
