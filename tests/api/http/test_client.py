"""The typed client: what it says is what the server understands, and a command happens once."""

from __future__ import annotations

import re
import socket
from collections.abc import Generator
from contextlib import contextmanager
from threading import Thread

import httpx2
import pytest
from http_deal import Negotiation

from aggregates.vocabulary import Role
from api import ids
from api.client import schemas
from api.client.answers import ProblemError
from api.client.operations import COMMANDS, Operations
from api.client.transport import ATTEMPTS

BUSY = b"HTTP/1.1 503 X\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n"
GONE = b""


@contextmanager
def client_of(negotiation: Negotiation) -> Generator[Operations, None, None]:
    """Give the client of the side that opened the deal."""
    url = str(negotiation.fair.client.base_url)
    with Operations(url, session=negotiation.lin.token) as client:
        yield client


@contextmanager
def answering(*answers: bytes) -> Generator[tuple[str, list[bytes]], None, None]:
    """Answer requests so, one after the other; keep what was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                connection, _ = listening.accept()
                with connection:
                    asked.append(whole_request(connection))
                    connection.sendall(answer)

        thread = Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked
        thread.join(20)


def whole_request(connection: socket.socket) -> bytes:
    """Return a request with its body, which may come apart."""
    read = b""
    while True:
        read += connection.recv(65536)
        head, end, body = read.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: ([0-9]+)", head.lower())
        if end and len(body) >= int(length[1] if length else 0):
            return read


def test_a_command_and_a_read_are_typed(opened: Negotiation) -> None:
    invited = opened.fair.person(Role.LEAD).actor.organisation
    with client_of(opened) as client:
        before = client.read_deal(opened.deal)
        body = schemas.InviteParty(organisation=invited)
        done = client.invite_party(
            opened.deal, body, idempotency_key=ids.new_id(), if_match=before.version
        )
        after = client.read_deal(opened.deal)
    assert [event.type for event in done.value.events] == ["deal.party_invited.v1"]
    assert before.value.stage is schemas.Stage.DRAFT
    assert (after.version, done.version) == (done.version, (before.version or 0) + 1)


def test_a_refusal_is_a_problem_with_its_code(opened: Negotiation) -> None:
    body = schemas.InviteParty(organisation=ids.new_id())
    with client_of(opened) as client, pytest.raises(ProblemError) as refused:
        client.invite_party(opened.deal, body, idempotency_key=ids.new_id(), if_match=0)
    assert (refused.value.code, refused.value.problem.status) == ("stale", 412)


def test_who_has_no_session_is_told_so(opened: Negotiation) -> None:
    url = str(opened.fair.client.base_url)
    with Operations(url) as client, pytest.raises(ProblemError) as refused:
        client.read_deal(opened.deal)
    assert refused.value.problem.status == 401


def test_every_command_is_listed_with_its_body() -> None:
    assert COMMANDS["accept_clauses"].body is schemas.AcceptClauses
    assert COMMANDS["accept_clauses"].path == "/api/v1/deals/{deal}/accept_clauses"


def test_a_command_that_was_not_answered_is_sent_again_under_its_key() -> None:
    done = b'{"positions":[],"version":1,"events":[]}'
    answer = b"HTTP/1.1 200 X\r\ncontent-length: %d\r\n\r\n%s" % (len(done), done)
    body = schemas.InviteParty(organisation="o")
    with answering(GONE, BUSY, answer) as (url, asked), Operations(url) as client:
        assert client.invite_party("d", body, idempotency_key="k-12345678").value.version == 1
    assert len(asked) == 3
    assert len(set(asked)) == 1
    assert b"idempotency-key: k-12345678" in asked[0].lower()


def test_a_server_that_stays_busy_is_a_problem() -> None:
    with (
        answering(*[BUSY] * ATTEMPTS) as (url, _),
        Operations(url) as client,
        pytest.raises(ProblemError) as refused,
    ):
        client.read_deal("d")
    assert refused.value.code == "status_503"


def test_what_is_no_command_is_not_sent_again() -> None:
    with (
        answering(GONE) as (url, asked),
        Operations(url, attempts=2) as client,
        pytest.raises(httpx2.TransportError),
    ):
        client.sent("POST", "/api/v1/anything", bytes, body=b"")
    assert len(asked) == 1
