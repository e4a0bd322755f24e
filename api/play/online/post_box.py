"""An SMTP server on this machine for the messages of a play: what comes in stays in memory.

It speaks as much of RFC 5321 as one sender of plain messages needs, to nobody but this machine.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Condition, Thread
from time import monotonic
from typing import Final

from api.refusals import ApiError

HOST: Final = "127.0.0.1"
WAIT_SECONDS: Final = 120.0
LINE_BYTES: Final = 2048
"""Longer lines than a sender may send (RFC 5321 section 4.5.3.1)."""

_LINK: Final = re.compile(r"https?://\S+#(?P<token>\S+)")


class PostBox:
    """The links that came, by the address that they were sent to."""

    def __init__(self) -> None:
        self.port = 0
        self._arrived = Condition()
        self._tokens: dict[str, str] = {}

    def put(self, address: str, message: bytes) -> None:
        """Take a message in; the newest link to an address counts."""
        body = message_from_bytes(message, policy=default).get_content()
        found = _LINK.search(str(body))
        with self._arrived:
            if found is not None:
                self._tokens[address.casefold()] = found["token"]
            self._arrived.notify_all()

    def token(self, address: str, wait_seconds: float = WAIT_SECONDS) -> str:
        """Return what stands behind the ``#`` of the link to ``address``, once it has come.

        Raises:
            ApiError: ``message_not_come``.
        """
        deadline = monotonic() + wait_seconds
        with self._arrived:
            while address.casefold() not in self._tokens:
                if not self._arrived.wait(deadline - monotonic()):
                    raise ApiError("message_not_come", address=address)
            return self._tokens.pop(address.casefold())


class _Clerk(StreamRequestHandler):
    """One conversation."""

    def handle(self) -> None:
        """Take messages until the sender has no more."""
        self._say("220 post box")
        to: list[str] = []
        while line := self.rfile.readline(LINE_BYTES):
            verb, _, rest = line.decode("ascii", "replace").strip().partition(" ")
            match verb.upper():
                case "RCPT":
                    to.append(rest.partition("<")[2].partition(">")[0])
                    self._say("250 OK")
                case "DATA":
                    self._say("354 go on")
                    self._take(to)
                    self._say("250 taken")
                    to = []
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 OK")

    def _take(self, to: list[str]) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        assert isinstance(self.server, _Office)  # noqa: S101 - nobody else makes a clerk
        for address in to:
            self.server.box.put(address, b"".join(lines))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Office(ThreadingTCPServer):
    """Takes conversations at a free port."""

    daemon_threads = True

    def __init__(self, box: PostBox) -> None:
        super().__init__((HOST, 0), _Clerk)
        self.box = box


@contextmanager
def post_box() -> Generator[PostBox, None, None]:
    """Give a post box that takes messages at ``port`` as long as it is used."""
    box = PostBox()
    with _Office(box) as office:
        box.port = int(office.server_address[1])
        thread = Thread(target=office.serve_forever, args=(0.05,), name="post box", daemon=True)
        thread.start()
        try:
            yield box
        finally:
            office.shutdown()
            thread.join()
