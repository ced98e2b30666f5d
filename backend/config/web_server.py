"""The `web` process: granian serving the ASGI front, in this process alone.

Granian's own launcher keeps a parent process only to watch one child. The supervisor watches already, so
the server runs embedded: 30 MB less, and a kill -9 leaves no orphan that holds the port.
"""

import asyncio
import signal
import socket
from typing import Any

from granian._granian import SocketHolder
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

BACKLOG = 2048
MOST_OPEN_REQUESTS = 16384  # streams count: the default would cap them silently at the backlog
STOP_SECONDS = 2  # for requests in flight; open streams are cut then


class _Server(Server):
    """Listens on a socket that is open already: it outlives this process, so a restart refuses nobody."""

    def __init__(self, listener: socket.socket, application: object) -> None:
        super().__init__(
            application,
            interface=Interfaces.ASGI,
            backlog=BACKLOG,
            backpressure=MOST_OPEN_REQUESTS,
            log_level=LogLevels.error,
            websockets=False,
        )
        self._listener = listener
        self.workers_kill_timeout = STOP_SECONDS

    def _init_shared_socket(self) -> None:
        descriptor = self._listener.fileno()
        holder: Any = SocketHolder  # its stub lacks the arguments: descriptor, is it a Unix socket, backlog
        vars(self).update(_shd=holder(descriptor, False, BACKLOG), _sfd=descriptor)


def listen(host: str, port: int) -> socket.socket:
    """Open the listening socket.

    Raises:
        OSError: the port is taken, or the address is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def serve(listener: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT."""
    from config.asgi import application

    asyncio.run(_serve(_Server(listener, application)))


async def _serve(server: _Server) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    try:
        await server.serve()
    except TimeoutError:  # streams that did not end by themselves
        return
