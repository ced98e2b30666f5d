"""A small server that speaks as much of the S3 protocol as a blob store needs, for tests."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FakeS3:
    """Keeps objects in memory; checks that requests are signed (AWS Signature 4) by the expected key."""

    def __init__(self, key: str = "KEY/+id") -> None:
        self.objects: dict[str, bytes] = {}
        self.failing = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                pass

            def _answer(self, status: int, body: bytes = b"", *, head: bool = False) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if not head:
                    self.wfile.write(body)

            def _refused(self) -> bool:
                length = int(self.headers.get("Content-Length") or 0)
                self.body = self.rfile.read(length)
                if outer.failing:
                    self._answer(500, b"<Error><Code>InternalError</Code></Error>")
                    return True
                if f"Credential={key}/" not in self.headers.get("Authorization", ""):
                    self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
                    return True
                return False

            def do_PUT(self) -> None:
                if not self._refused():
                    outer.objects[self.path] = self.body
                    self._answer(200)

            def do_GET(self) -> None:
                if self._refused():
                    return
                if self.path in outer.objects:
                    self._answer(200, outer.objects[self.path])
                else:
                    self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

            def do_HEAD(self) -> None:
                if not self._refused():
                    found = self.path in outer.objects
                    self._answer(200 if found else 404, outer.objects.get(self.path, b""), head=True)

            def do_DELETE(self) -> None:
                if not self._refused():
                    outer.objects.pop(self.path, None)
                    self._answer(204)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
