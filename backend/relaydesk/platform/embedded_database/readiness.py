"""Is the server answering? Asked in its own protocol, without a client library."""

import socket
import struct
from pathlib import Path

_PROTOCOL_3_0 = 196608


def accepts_connections(socket_file: Path, *, user: str = "relaydesk", database: str = "postgres") -> bool:
    """Tell whether the server lets a client in now: false while it starts, recovers or stops.

    Sends a start-up message and reads the first answer (its manual, "Message Flow"): `R` is the welcome,
    `E` the refusal that a starting server gives.
    """
    body = f"user\0{user}\0database\0{database}\0\0".encode()
    message = struct.pack("!II", len(body) + 8, _PROTOCOL_3_0) + body
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(2)
            client.connect(str(socket_file))
            client.sendall(message)
            welcome = client.recv(1) == b"R"
            if welcome:
                client.sendall(struct.pack("!cI", b"X", 4))  # say goodbye, so that nothing is logged
            return welcome
    except OSError:
        return False
