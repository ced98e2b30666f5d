"""The front that the web server calls: the event stream is served here, all else by Django's WSGI
application.

Why WSGI behind ASGI: measured on two cores, Django under ASGI answers 1,000 empty requests a second, this
five times as many (docs/adr). Importing this file opens no connection and starts no thread, so the supervisor
may fork after it.
"""

from django.core.wsgi import get_wsgi_application

from relaydesk.platform.wsgi_bridge import Receive, Scope, Send, WsgiBridge

django_application = get_wsgi_application()

from relaydesk.realtime.stream import STREAM_PATH, EventStream  # noqa: E402 - needs Django set up

_bridge = WsgiBridge(django_application)
_stream = EventStream()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Route one connection."""
    if scope["type"] == "http":
        if scope["path"] == STREAM_PATH:
            await _stream(scope, receive, send)
        else:
            await _bridge(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await _stream.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
