"""How tests ask over HTTP: connections of the standard library, kept and used again.

``httpx2`` builds the request and reads the answer; what comes between takes it longer by itself
than most endpoints take to answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from select import select
from urllib.parse import urlsplit

import httpx2

from api.http.serving import place_of

CHUNK_BYTES = 65_536
SECONDS = 60.0
"""How long a server may say nothing."""


def asking(url: str) -> httpx2.Client:
    """Return a client of the server at ``url``, which is not over TLS."""
    return httpx2.Client(base_url=url, transport=PlainTransport(*place_of(urlsplit(url).netloc)))


class PlainTransport(httpx2.BaseTransport):
    """Sends what a client asks of one server, without TLS. Safe for threads."""

    def __init__(self, host: str, port: int) -> None:
        self._to = host, port
        self._idle: deque[HTTPConnection] = deque()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, and return the answer as soon as it begins."""
        connection = self._connection()
        try:
            answer = _asked(connection, request)
        except (OSError, HTTPException) as broken:
            connection.close()
            raise httpx2.NetworkError(str(broken), request=request) from broken
        return httpx2.Response(
            answer.status,
            headers=answer.getheaders(),
            stream=_Content(self, connection, answer),
            extensions={"reason_phrase": answer.reason.encode("ascii")},
        )

    def keep(self, connection: HTTPConnection) -> None:
        """Use a connection again on which everything was said."""
        self._idle.append(connection)

    def close(self) -> None:
        """End what is kept."""
        while self._idle:
            self._idle.pop().close()

    def _connection(self) -> HTTPConnection:
        """Return a connection that the server has not ended meanwhile, or a new one."""
        with suppress(IndexError):
            while True:
                kept = self._idle.pop()
                if kept.sock is not None and not select([kept.sock], [], [], 0)[0]:
                    return kept
                kept.close()
        host, port = self._to
        return HTTPConnection(host, port, timeout=SECONDS)


class _Content(httpx2.SyncByteStream):
    """What follows the headers of an answer, read as it comes."""

    def __init__(
        self, transport: PlainTransport, connection: HTTPConnection, answer: HTTPResponse
    ) -> None:
        self._transport, self._connection, self._answer = transport, connection, answer

    def __iter__(self) -> Iterator[bytes]:
        # what is as long as it was said to be is at its end when so much was read
        read = self._answer.read1 if self._answer.length is None else self._answer.read
        try:
            while chunk := read(CHUNK_BYTES):
                yield chunk
        except (OSError, HTTPException) as broken:
            raise httpx2.NetworkError(str(broken)) from broken

    def close(self) -> None:
        if self._answer.isclosed() and self._connection.sock is not None:
            self._transport.keep(self._connection)
        else:
            self._answer.close()
            self._connection.close()


def _asked(connection: HTTPConnection, request: httpx2.Request) -> HTTPResponse:
    """Send a request as it stands; a server may answer before it has read all of it."""
    path = request.url.raw_path.decode("ascii")
    connection.putrequest(request.method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in request.headers.raw:
        connection.putheader(name, value)
    chunked = "transfer-encoding" in request.headers
    body = request.stream
    assert isinstance(body, httpx2.SyncByteStream)
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.endheaders(iter(body) if chunked else b"".join(body), encode_chunked=chunked)
    return connection.getresponse()
