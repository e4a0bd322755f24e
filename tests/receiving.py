"""Endpoints that messages go to, on a port of this machine: willing, unwilling, and hostile."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec


class Received(msgspec.Struct, frozen=True):
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """The body, read as JSON."""
        return msgspec.json.decode(self.body)


class Endpoint:
    """A receiver.

    ``status`` is what it answers; ``moved_to`` where it says to go instead, ``retry_after`` when
    to come back.
    """

    def __init__(self, port: int, scheme: str = "http") -> None:
        self.url = f"{scheme}://127.0.0.1:{port}/hook?of=us"
        self.port = port
        self.status = 204
        self.moved_to = ""
        self.retry_after = ""
        self.received: list[Received] = []

    @property
    def ids(self) -> list[str]:
        """The ids of the messages, as they came in."""
        return [one.headers["webhook-id"] for one in self.received]

    @property
    def types(self) -> list[str]:
        """What the messages told of."""
        return [one.told["type"] for one in self.received]


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Endpoint]:
    """Open a receiver on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # as the server calls it
            length = int(self.headers["content-length"])
            headers = {name.lower(): value for name, value in self.headers.items()}
            endpoint.received.append(Received(self.path, headers, self.rfile.read(length)))
            self.send_response(endpoint.status)
            if endpoint.moved_to:
                self.send_header("location", endpoint.moved_to)
            if endpoint.retry_after:
                self.send_header("retry-after", endpoint.retry_after)
            self.end_headers()

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - as inherited
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign] - who hangs up is no error
    endpoint = Endpoint(server.server_address[1], "http" if tls is None else "https")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


@contextmanager
def behaving(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """Open a port where each who comes is talked to so, until they go."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(65536)
                    talk(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(10)
