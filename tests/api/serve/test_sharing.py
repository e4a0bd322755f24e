"""One port for several processes: each gets connections, and nobody else gets the port."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from api.http.serving import bound
from api.refusals import ApiError
from api.serve.sharing import beside

HOST = "127.0.0.1"


@pytest.fixture
def sockets() -> Iterator[list[socket.socket]]:
    """Listen on one port three times."""
    with ExitStack() as opened:
        first = opened.enter_context(bound(HOST, 0))
        yield [first, *(opened.enter_context(one) for one in beside(first, 2))]


def waiting_at(listening: socket.socket) -> int:
    listening.settimeout(0)
    accepted = 0
    try:
        while True:
            listening.accept()[0].close()
            accepted += 1
    except BlockingIOError:
        return accepted


def test_each_gets_its_part_of_the_connections(sockets: list[socket.socket]) -> None:
    with ExitStack() as opened:
        for _ in range(90):
            opened.enter_context(closing(socket.create_connection(sockets[0].getsockname())))
        shares = [waiting_at(one) for one in sockets]
    assert sum(shares) == 90
    assert min(shares) > 5


def test_nobody_else_gets_the_port(sockets: list[socket.socket]) -> None:
    port = sockets[0].getsockname()[1]
    with pytest.raises(ApiError) as refused:
        bound(HOST, port)
    assert refused.value.code == "port_unusable"
