"""A witness that answers anything else than a cosignature is told, and holds up nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import psycopg
import pytest
from databases import ROLES, Database
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from waiting import until

from api.http.serving import serving
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.cosignature import cosign_text
from ledger.proof.note import parse_note, signature_lines
from ledger.proof.policy import Witness
from ledger.proof.signer import SignerKey, signer_key
from ledger.proof.vkey import Algorithm
from ledger.sequencer.followed import Followed
from ledger.sequencer.session import Session

KEY = signer_key("notary-chamber.example.org", Algorithm.COSIGNATURE, bytes(range(32)))
MIDNIGHT = 1_795_305_600

Follow = Callable[..., Followed]
Write = Callable[[int], None]
Newest = Callable[[str], int]


class Answers(msgspec.Struct):
    """What a witness answers next: a status and a text; with none it cosigns whatever comes."""

    status: int
    text: str
    url: str = ""

    @property
    def witness(self) -> Witness:
        """Return it as an installation knows it."""
        return Witness("notary", KEY.verifier, self.url)


@pytest.fixture
def answers() -> Iterator[Answers]:
    """Serve a witness that answers as it is told to."""
    answers = Answers(500, "")

    async def answer(request: Request) -> Response:
        body = await request.body()
        if answers.status:
            return Response(answers.text, answers.status)
        note = parse_note(body.partition(b"\n\n")[2])
        return Response(signature_lines([cosign_text(note.text, KEY, MIDNIGHT)]))

    app = Starlette(routes=[Route("/add-checkpoint", answer, methods=["POST"])])
    with serving(app) as answers.url:
        yield answers


def told(alarms: list[LedgerError]) -> set[str]:
    return {alarm.code for alarm in alarms}


@pytest.fixture
def newest(book: Book, signer: SignerKey) -> Newest:
    """Tell how many events the newest head covers that is signed, or that is cosigned."""

    def size(kind: str) -> int:
        head = book.published.newest(signer.name, witnessed=kind == "cosigned")
        return head.size if head else 0

    return size


@pytest.fixture
def break_asking(session: Session, database: Database) -> Callable[[], None]:
    """Break the connection over which cosignatures are stored, as soon as it is there."""

    def is_broken() -> bool:
        with psycopg.connect(database.superuser) as connection:
            ended = connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE usename = %s AND datname = %s AND pid <> %s"
                " AND state = 'idle' AND query LIKE '%%set_config%%'",
                [ROLES.name("sequencer"), database.name, session.info.backend_pid],
            )
            return bool(ended.fetchall())

    return lambda: until(is_broken)


@pytest.mark.parametrize(
    "answer",
    [
        (500, "", "witness_refused"),
        (409, "", "witness_refused"),
        (409, "a few", "witness_refused"),
        (409, "0\n", "witness_refused"),
        (200, "no signature", "note_malformed"),
    ],
)
def test_a_witness_that_answers_something_else_is_told_and_not_waited_for(
    answer: tuple[int, str, str],
    answers: Answers,
    follow: Follow,
    write: Write,
    alarms: list[LedgerError],
    newest: Newest,
) -> None:
    answers.status, answers.text, code = answer
    write(10)
    assert follow(answers.witness).step()
    until(lambda: code in told(alarms))
    assert (newest("signed"), newest("cosigned")) == (10, 0)


def test_a_witness_that_has_seen_more_meanwhile_halts_the_log(
    answers: Answers, follow: Follow, write: Write, alarms: list[LedgerError], book: Book
) -> None:
    write(10)
    followed = follow(answers.witness)
    assert followed.step()
    answers.status, answers.text = 409, "9999\n"
    until(lambda: "log_shrank" in told(alarms))
    write(10)
    assert not followed.step()
    assert book.head() == 20


def test_a_cosignature_that_could_not_be_stored_is_asked_for_again(
    answers: Answers,
    follow: Follow,
    write: Write,
    alarms: list[LedgerError],
    newest: Newest,
    break_asking: Callable[[], None],
) -> None:
    answers.status = 0
    followed = follow(answers.witness)
    break_asking()
    write(10)
    assert followed.step()
    until(lambda: newest("cosigned") == 10)
    assert "unavailable" in told(alarms)
