"""A log that somebody attacks: its database, its files, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from itertools import count
from math import inf
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from databases import Database
from intrusion.institution import Town
from tallies import EVENTS, RATES, TALLY
from waiting import until

from aggregates.log import LOG
from api.clock import now
from ledger.append.writer import Timeouts
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec, stored_name
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.proof.policy import NO_QUORUM, Group, Log, Policy
from ledger.proof.signer import SignerKey
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.session import opened
from ledger.stream import stream_id

LOG_ID = UUID("018f0000-0000-7000-8000-0000000000a7")
NAME = "ledger.example.org"
CODEC = Codec({**EVENTS, **{stored_name(event): event for event in LOG.events}})
IMPATIENT = Timeouts(reconnect_seconds=0)
"""A server that is asked here is there: what it refuses now it will refuse again."""

_ids = count(1)


class Scene(msgspec.Struct, frozen=True):
    """One installation; ``folder`` has the keys of the deals and those of the sequencer."""

    database: Database
    folder: Path
    town: Town

    @property
    def keys(self) -> FileKeyStore:
        """The keys of the deals, opened anew."""
        return FileKeyStore(self.folder / "keys", bytes(32))

    @property
    def log_keys(self) -> LogKeys:
        """The files of the sequencer."""
        (self.folder / "sequencer").mkdir(exist_ok=True)
        return LogKeys(self.folder / "sequencer", NAME)

    @property
    def signer(self) -> SignerKey:
        """The key of the log's tree."""
        keys = self.log_keys
        return keys.signer(LOG_ID, 1, keys.origin(LOG_ID, 1))

    @property
    def policy(self) -> Policy:
        """What a party outside goes by: the log's key, and both witnesses."""
        both = Group("both", 2, tuple(one.name for one in self.town.witnesses))
        return Policy((Log(self.signer.verifier),), self.town.witnesses, (both,), "both")

    @property
    def policy_by_key(self) -> Policy:
        """What somebody goes by who asks for no witness."""
        return msgspec.structs.replace(self.policy, groups=(), quorum=NO_QUORUM)

    def stream(self, tally: str) -> UUID:
        """Return the id of a deal."""
        return stream_id(LOG_ID, RATES.name if tally == RATES.name else TALLY.name, tally)

    @contextmanager
    def book(self) -> Generator[Book, None, None]:
        """Open a book as a process does that has just started."""
        made = Book(
            LogSettings(dsn=self.database.dsn(), log_id=LOG_ID, readers=2, timeouts=IMPATIENT),
            CODEC,
            self.keys,
            software="tests/1",
            new_id=lambda: f"event-{next(_ids)}",
        )
        with closing(made):
            yield made

    def office(self, keys: LogKeys | None = None) -> Office:
        """Return what a sequencer works with."""
        return Office(
            dsn=self.database.dsn("sequencer"),
            keys=keys or self.log_keys,
            software="tests/1",
            new_id=lambda: f"sequencer-{next(_ids)}",
            clock=now,
        )


@contextmanager
def mapping_after(quiet_seconds: float) -> Generator[None, None, None]:
    """Let the log say its map when nothing was signed for so long."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ledger.sequencer.sequencing.QUIET_SECONDS", quiet_seconds)
        yield


def sequence(
    office: Office, cosigning: Cosigning, alarms: list[LedgerError], is_done: Callable[[], bool]
) -> None:
    """Let a sequencer start, sign until nothing is left, and stay until it is done."""
    with opened(office.dsn) as session:
        followed = Followed(office, session, LOG_ID, cosigning, alarms.append)
        with closing(followed):
            while followed.step():
                continue
            until(is_done)


def sequence_alone(office: Office, *, mapping_seconds: float = inf) -> list[LedgerError]:
    """Let a sequencer start that has no witnesses; return its alarms.

    It says no map unless told to, however slow the machine is: with one the log is longer.
    """
    alarms: list[LedgerError] = []
    with mapping_after(mapping_seconds), Cosigning(office.dsn, (), alarms.append) as nobody:
        sequence(office, nobody, alarms, lambda: True)
    return alarms
