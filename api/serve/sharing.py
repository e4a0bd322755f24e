"""One port for several processes, of which each gets its part of the connections.

Processes that accept from one socket do not share: the one that is awake takes all that come. Each
gets a socket of its own instead, and the system deals connections out (``SO_REUSEPORT``, Linux
3.9). They are made here and handed on: one whose process is being started again keeps who waits.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator

from api.refusals import ApiError


def beside(listening: socket.socket, many: int) -> Iterator[socket.socket]:
    """Yield ``many`` more sockets that listen where ``listening`` does.

    That one was bound alone, so that no other program could share the port, or can.

    Raises:
        ApiError: ``port_unusable``.
    """
    address = listening.getsockname()
    if many:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    for _ in range(many):
        made = socket.socket(listening.family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            made.bind(address)
        except OSError as wrong:
            made.close()
            raise ApiError("port_unusable", port=address[1], reason=wrong.strerror) from wrong
        made.listen(1024)
        yield made
