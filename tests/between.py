"""A server between a client and the real one: it keeps what is sent, and may change what comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx2

Meddle = Callable[[str, bytes], bytes]
"""Gets a path and the answer to it, and returns the answer that the client gets."""

_KEPT = ("content-type", "etag", "retry-after")


class Between:
    """Where it listens, and all that clients have sent."""

    def __init__(self, real: str) -> None:
        self.real = real
        self.url = ""
        self.sent: list[bytes] = []
        self.meddle: Meddle = lambda _, content: content

    def take(self, method: str, path: str, headers: dict[str, str], body: bytes) -> httpx2.Response:
        """Pass a request on, and keep it."""
        self.sent.append(b"\n".join([path.encode(), *map(str.encode, headers.values()), body]))
        kept = {name: value for name, value in headers.items() if name.lower() != "host"}
        return httpx2.request(method, f"{self.real}{path}", headers=kept, content=body, timeout=60)


@contextmanager
def between(real: str) -> Iterator[Between]:
    """Listen on a port of this machine, in front of the server at ``real``."""
    place = Between(real.rstrip("/"))

    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            body = self.rfile.read(length)
            answer = place.take(self.command, self.path, dict(self.headers.items()), body)
            content = place.meddle(self.path, answer.content)
            self.send_response(answer.status_code)
            for name in _KEPT:
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _pass_on  # noqa: N815 - as the standard library calls them

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    place.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield place
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
