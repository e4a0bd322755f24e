"""A sequencer for the log of each test, made anew as often as a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from databases import Database
from tallies import NOON, TALLY, TallyRaised, context

from api.http.serving import serving
from api.witness.app import Witness as Service
from api.witness.app import witness_app
from api.witness.memory import Memory
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.policy import Group, Policy, Witness
from ledger.proof.signer import SignerKey, signer_key
from ledger.proof.vkey import Algorithm
from ledger.receipts import Receipts
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.session import Session, opened
from ledger.sources import One

NAME = "ledger.example.org"
WITNESSES = ("chamber", "regulator", "university")
SECOND = 1_795_305_600


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    """Make what a sequencer works with."""
    folder, ids = tmp_path / "sequencer", count(1)
    folder.mkdir()
    return Office(
        dsn=database.dsn("sequencer"),
        keys=LogKeys(folder, NAME),
        software="tests/1",
        new_id=lambda: f"sequencer-{next(ids)}",
        clock=lambda: datetime.now(UTC),  # noqa: TID251 - the real one, as an operator's machine has it
    )


@pytest.fixture
def signer(office: Office, log_id: UUID) -> SignerKey:
    """Make the key of the log's first tree."""
    return office.keys.signer(log_id, 1, office.keys.origin(log_id, 1))


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    """Log in as the sequencer."""
    with opened(office.dsn) as session:
        yield session


@pytest.fixture
def alarms() -> list[LedgerError]:
    """Collect what the sequencers of the test complain of."""
    return []


@pytest.fixture
def follow(
    office: Office, session: Session, log_id: UUID, alarms: list[LedgerError]
) -> Iterator[Callable[..., Followed]]:
    """Follow the log, each time as a process that has just started; with witnesses, if given."""
    with ExitStack() as stack:

        def begin(*witnesses: Witness) -> Followed:
            cosigning = stack.enter_context(Cosigning(office.dsn, witnesses, alarms.append))
            followed = Followed(office, session, log_id, cosigning, alarms.append)
            return stack.enter_context(closing(followed))

        yield begin


@pytest.fixture
def unmapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no log say its map, however slow the machine is: each event is one of the test's."""
    for name in ("QUIET_SECONDS", "MAPPED_SECONDS"):
        monkeypatch.setattr(f"ledger.sequencer.sequencing.{name}", 600.0)


@pytest.fixture
def write(book: Book) -> Callable[[int], None]:
    """Append so many events, half of them to one tally and half to another."""
    keys = count(1)

    def append(events: int) -> None:
        for tally in ("odd", "even"):
            half = (events + (tally == "odd")) // 2
            source, number = One(TALLY, tally), next(keys)
            raised = [TallyRaised(at=NOON, by=1)] * half
            book.handle(source, lambda _, __, r=raised: r, None, context(f"key-{number}"))

    return append


@pytest.fixture
def policy(tmp_path: Path, signer: SignerKey) -> Iterator[Policy]:
    """Serve three witnesses of whom two are enough."""
    named: list[Witness] = []
    with ExitStack() as stack:
        for number, name in enumerate(WITNESSES, start=1):
            key = signer_key(f"{name}.example.org", Algorithm.COSIGNATURE, bytes([number]) * 32)
            memory = Memory(tmp_path / f"{name}.json")
            stack.callback(memory.close)
            service = Service(memory, key, {signer.name: [signer.verifier]}, lambda: SECOND)
            url = stack.enter_context(serving(witness_app(service)))
            named.append(Witness(name, key.verifier, url))
        yield Policy((), tuple(named), (Group("two", 2, WITNESSES),), "two")


@pytest.fixture
def followed(
    office: Office, session: Session, log_id: UUID, policy: Policy, alarms: list[LedgerError]
) -> Iterator[Followed]:
    """Follow the log, its heads offered to the three."""
    with Cosigning(office.dsn, policy.witnesses, alarms.append, policy.is_met) as cosigning:
        followed = Followed(office, session, log_id, cosigning, alarms.append)
        yield followed
        followed.close()


@pytest.fixture
def receipts(book: Book, log_id: UUID, policy: Policy) -> Receipts:
    """Make receipts by that policy."""
    return Receipts(log_id, book.rows, policy)
