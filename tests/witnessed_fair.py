"""A fair whose logs are signed by a real sequencer, and seen by three witnesses over real HTTP.

Two of the three are enough. Each of them can be stopped, started again, and made to lie; so can the
sequencer be stopped and started.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event
from uuid import UUID

from databases import Database
from http_deal import Negotiation
from http_fair import Fair, opened_fair
from waiting import PATIENCE_SECONDS

from api.http.serving import serving
from api.receipts.watch import Watch
from api.witness.app import Witness as Service
from api.witness.app import witness_app
from api.witness.memory import Memory
from ledger.errors import LedgerError
from ledger.proof.cosignature import cosign_text
from ledger.proof.note import signature_lines
from ledger.proof.policy import Group, Log, Policy, Witness
from ledger.proof.policy_file import policy_text
from ledger.proof.signer import SignerKey, signer_key
from ledger.proof.vkey import Algorithm, VerifierKey
from ledger.proof.witnessing import parse_request
from ledger.sequencer.followed import Office
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.process import sequence

NAMES = ("chamber", "regulator", "university")
SECOND = 1_795_305_600
NAME = "ledger.example.org"


class _Liar(Service):
    """A witness that signs what it was not asked to."""

    def cosigned(self, body: bytes) -> str:
        """Return the signature of another text, as if it were of this one."""
        text = parse_request(body).note.text
        return signature_lines([cosign_text(f"{text}more\n", self._signer, SECOND)])


class Institution:
    """A witness: a key, a memory, and a port that stays the same."""

    def __init__(self, name: str, number: int, folder: Path) -> None:
        self.key = signer_key(f"{name}.example.org", Algorithm.COSIGNATURE, bytes([number]) * 32)
        self.name = name
        self.logs: dict[str, Sequence[VerifierKey]] = {}
        self._folder = folder
        self._open = ExitStack()
        self._kind: type[Service] | None = None
        self.port = 0

    def start(self, kind: type[Service] = Service) -> None:
        """Answer from now on, with what was remembered."""
        if kind is self._kind:
            return
        self.stop()
        self._kind = kind
        memory = Memory(self._folder / f"{self.name}.json")
        self._open.callback(memory.close)
        service = kind(memory, self.key, self.logs, lambda: SECOND)
        url = self._open.enter_context(serving(witness_app(service), port=self.port))
        self.port = int(url.rpartition(":")[2])

    def lie(self) -> None:
        """Answer from now on with what was not asked."""
        self.start(_Liar)

    def stop(self) -> None:
        """Be away."""
        self._open.close()
        self._open, self._kind = ExitStack(), None

    @property
    def named(self) -> Witness:
        """The witness, as a policy names it."""
        return Witness(self.name, self.key.verifier, f"http://127.0.0.1:{self.port}")


class Sequencer:
    """The process that signs, in a thread."""

    def __init__(self, office: Office, threads: ThreadPoolExecutor) -> None:
        self._office = office
        self._threads = threads
        self._running: tuple[Event, Future[None]] | None = None
        self.trouble: list[LedgerError] = []

    def start(self) -> None:
        """Sign from now on."""
        if self._running is not None:
            return
        stopping = Event()
        ended = self._threads.submit(sequence, self._office, stopping, self.trouble.append)
        self._running = stopping, ended

    def stop(self) -> None:
        """Sign no more."""
        if self._running is not None:
            stopping, ended = self._running
            self._running = None
            stopping.set()
            ended.result()


class WitnessedFair:
    """The fair, and everybody who stands around its log."""

    def __init__(
        self, fair: Fair, institutions: Sequence[Institution], office: Office, policy: Policy
    ) -> None:
        self.fair = fair
        self.chamber, self.regulator, self.university = institutions
        self._institutions = institutions
        self.log = UUID(fair.edition)
        self.office = office
        self.key = key_of(office, self.log)
        self.policy = Policy(
            (Log(self.key.verifier),), policy.witnesses, policy.groups, policy.quorum
        )
        self._threads = ThreadPoolExecutor(1)
        self.patience(PATIENCE_SECONDS)
        self.sequencer = Sequencer(office, self._threads)
        self._let_witness(office)

    def deal(self) -> Negotiation:
        """Return a deal that two sides have joined."""
        return Negotiation(self.fair).open()

    def institution(self, name: str) -> Institution:
        """Return a witness by its name."""
        return next(one for one in self._institutions if one.name == name)

    def patience(self, seconds: float) -> None:
        """Let answers wait so long for witnesses: longer than usual, if a machine is slow."""
        self.fair.site.the(Watch).patience_seconds = seconds

    def all_there(self) -> None:
        """Have everybody at work again, and be waited for."""
        self.patience(PATIENCE_SECONDS)
        for one in self._institutions:
            one.start()
        self.sequencer.start()

    def close(self) -> None:
        """Stop everybody."""
        self.sequencer.stop()
        self._threads.shutdown()

    def _let_witness(self, office: Office) -> None:
        registry = self.fair.house.installation.identity.registry_log
        for log in (self.log, registry):
            key = key_of(office, log).verifier
            for one in self._institutions:
                one.logs[key.name] = [key]


@contextmanager
def witnessed_fair(database: Database, folder: Path) -> Iterator[WitnessedFair]:
    """Serve a fair of its own, its log signed and witnessed by two of three."""
    institutions = [Institution(name, number, folder) for number, name in enumerate(NAMES, start=1)]
    with ExitStack() as stack:
        for one in institutions:
            stack.callback(one.stop)
            one.start()
        named = tuple(one.named for one in institutions)
        policy = Policy((), named, (Group("two", 2, NAMES),), "two")
        file = folder / "witnesses.policy"
        file.write_text(policy_text(policy), encoding="utf-8")
        fair = stack.enter_context(opened_fair(database, folder / "home", witnesses=file))
        whole = WitnessedFair(fair, institutions, office_of(database, folder, policy), policy)
        stack.callback(whole.close)
        whole.sequencer.start()
        yield whole


def office_of(database: Database, folder: Path, policy: Policy) -> Office:
    """Return what a sequencer works with that asks the witnesses of a policy."""
    keys, ids = folder / "sequencer", count(1)
    keys.mkdir()
    return Office(
        dsn=database.dsn("sequencer"),
        keys=LogKeys(keys, NAME),
        witnesses=policy.witnesses,
        is_enough=policy.is_met,
        software="tests/1",
        new_id=lambda: f"sequencer-{next(ids)}",
        clock=lambda: datetime.now(UTC),  # noqa: TID251 - the real one, as an operator's machine has it
    )


def key_of(office: Office, log: UUID) -> SignerKey:
    """Return the key by which a log is signed first."""
    return office.keys.signer(log, 1, office.keys.origin(log, 1))
