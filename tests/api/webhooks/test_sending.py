"""A message goes to the address that was checked, and nothing it meets there holds it up."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from post_office import certified
from receiving import behaving, receiving

from api.webhooks.address import Target, target_of
from api.webhooks.sending import HEAD_BYTES, Names, Resolve, UndeliveredError, Way, resolved, send

PLAIN = ssl.create_default_context()


def sent(url: str, way: Way) -> int:
    """Send a message, and return what was answered."""
    target = target_of(url, insecure_loopback=True)
    return asyncio.run(send(target, {"webhook-id": "m1"}, b'{"a":1}', way)).status


def then_undelivered(reason: str, target: Target, way: Way) -> None:
    """The message does not arrive, for this reason."""
    with pytest.raises(UndeliveredError) as failed:
        asyncio.run(send(target, {}, b"{}", way))
    assert failed.value.reason == reason


def way(resolve: Resolve = resolved, *, insecure: bool = True, seconds: float = 5.0) -> Way:
    return Way(resolve=resolve, context=PLAIN, seconds=seconds, insecure_loopback=insecure)


def naming(*answers: Sequence[str]) -> tuple[Resolve, list[str]]:
    """Return a name server that says something else each time, and what it was asked."""
    asked: list[str] = []

    async def resolve(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    return resolve, asked


def test_a_message_arrives_as_it_is() -> None:
    with receiving() as endpoint:
        assert sent(endpoint.url, way()) == 204
    (received,) = endpoint.received
    assert (received.path, received.body) == ("/hook?of=us", b'{"a":1}')
    assert received.headers["webhook-id"] == "m1"
    assert received.headers["host"] == f"127.0.0.1:{endpoint.port}"


def test_a_name_is_resolved_once_and_what_it_was_is_connected_to() -> None:
    resolve, asked = naming(["127.0.0.1"], ["169.254.169.254"])
    with receiving() as endpoint:
        target = Target(scheme="http", host="hooks.example.org", port=endpoint.port, path="/")
        assert asyncio.run(send(target, {}, b"{}", way(resolve))).status == 204
    assert asked == ["hooks.example.org"]
    assert endpoint.received[0].headers["host"] == f"hooks.example.org:{endpoint.port}"


@pytest.mark.parametrize(
    "answer",
    [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"], []],
)
def test_a_name_of_ours_is_not_connected_to(answer: list[str]) -> None:
    resolve, _ = naming(answer)
    with receiving() as endpoint:
        target = Target(scheme="https", host="hooks.example.org", port=endpoint.port, path="/")
        then_undelivered("address", target, way(resolve, insecure=False))
    assert endpoint.received == []


def test_a_name_that_nobody_has_is_told_as_such() -> None:
    async def unknown(*_: object) -> Sequence[str]:
        raise socket.gaierror

    target = Target(scheme="https", host="hooks.example.org", port=443, path="/")
    then_undelivered("name", target, way(unknown))


def test_a_redirect_is_not_followed() -> None:
    with receiving() as other, receiving() as endpoint:
        endpoint.status, endpoint.moved_to = 307, other.url
        assert sent(endpoint.url, way()) == 307
    assert other.received == []


def test_an_interim_answer_is_not_the_answer() -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")
        connection.sendall(b"HTTP/1.1 202 Accepted\r\n\r\n")

    with behaving(talk) as port:
        assert sent(f"http://127.0.0.1:{port}/", way()) == 202


def test_when_to_come_back_is_heard_of_the_answer_alone() -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nretry-after: 1\r\n\r\n")
        connection.sendall(b"HTTP/1.1 503 No\r\nRETRY-AFTER:  120 \r\n\r\nretry-after: 7")

    with behaving(talk) as port:
        target = target_of(f"http://127.0.0.1:{port}/", insecure_loopback=True)
        answer = asyncio.run(send(target, {}, b"{}", way()))
    assert (answer.status, answer.retry_after.strip()) == (503, "120")


def test_a_name_server_that_says_nothing_holds_nobody_up() -> None:
    go_on = threading.Event()
    names = Names(lambda host, _: [host] if go_on.wait(20) else [])
    target, begun = Target(scheme="https", host="h.example.org", port=1, path="/"), time.time()
    then_undelivered("timeout", target, way(names.resolved, seconds=0.2))
    assert time.time() - begun < 5
    go_on.set()


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy, receiving() as endpoint:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert sent(endpoint.url, way()) == 204
    assert (len(proxy.received), len(endpoint.received)) == (0, 1)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "0"])
def test_a_name_that_means_this_machine_by_any_spelling_is_not_connected_to(host: str) -> None:
    with receiving() as endpoint:
        target = target_of(f"https://{host}:{endpoint.port}/", insecure_loopback=False)
        then_undelivered("address", target, way(insecure=False))
    assert endpoint.received == []


def drips(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.05)


def says_nothing(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.recv(1)


def never_ends(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(HEAD_BYTES):
        connection.sendall(b"x: " + b"y" * 1000 + b"\r\n")


def speaks_otherwise(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-Server\r\n")


def changes_over(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 101 Go\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n")


def hangs_up(_: socket.socket) -> None:
    return


@pytest.mark.parametrize(
    ("talk", "reason"),
    [
        (drips, "timeout"),
        (says_nothing, "timeout"),
        (never_ends, "answer"),
        (speaks_otherwise, "answer"),
        (changes_over, "answer"),
        (hangs_up, "answer"),
    ],
)
def test_who_answers_badly_holds_nobody_up(
    talk: Callable[[socket.socket], None], reason: str
) -> None:
    with behaving(talk) as port:
        target, begun = target_of(f"http://127.0.0.1:{port}/", insecure_loopback=True), time.time()
        then_undelivered(reason, target, way(seconds=0.4))
    assert time.time() - begun < 5


def test_a_body_that_never_ends_is_not_read() -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        for _ in range(1000):
            connection.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")

    with behaving(talk) as port:
        assert sent(f"http://127.0.0.1:{port}/", way()) == 200


def test_nobody_there_is_told_as_such() -> None:
    with receiving() as endpoint:
        url = endpoint.url
    then_undelivered("connection", target_of(url, insecure_loopback=True), way())


def test_a_certificate_has_to_be_of_that_host_and_trusted(tmp_path: Path) -> None:
    tls = certified(tmp_path)
    trusting = Way(resolve=resolved, context=tls.client, insecure_loopback=True)
    with receiving(tls.server) as endpoint:
        assert sent(endpoint.url, trusting) == 204
        then_undelivered("tls", target_of(endpoint.url, insecure_loopback=True), way())
        resolve, _ = naming(["127.0.0.1"])
        other = Target(scheme="https", host="other.example.org", port=endpoint.port, path="/")
        elsewhere = Way(resolve=resolve, context=tls.client, insecure_loopback=True)
        then_undelivered("tls", other, elsewhere)
    assert len(endpoint.received) == 1
