"""What the demonstration ends with: the evidence of its deal, for who trusts nobody here.

Its log and the registry's are signed for this, as those of a fair that is served are. A witness of
the demonstration's own, which is no outsider, shows what a witness does: what it says counts for
nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Final

from aggregates.vocabulary import DealId
from api.errors import tell
from api.evidence_verdicts import tell_evidence_verdict
from api.evidencing import SECONDS, StreamEvidence, wanted_deal
from api.home import made_private
from api.installation import Installation
from api.output import Output
from api.papers import write
from api.sequencing import signing_office
from api.settings import Settings
from api.verifier_page import verifier_page
from api.witness.running import running_witness
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.evidence.verdict import Outcome
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.policy import Policy, Witness
from ledger.proof.policy_file import parse_policy, policy_text
from ledger.proof.vkey import VerifierKey, vkey_of
from ledger.published import Published
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.session import lead, opened
from ledger.sequencer.witnesses import Offer

WITNESS: Final = "the-demo-itself.example.org"
FOLDER: Final = "demo-witness"
POLICY: Final = "demo.policy"
PAGE: Final = "verifier.html"
_ADDRESS: Final = "127.0.0.1:0"
_LOOK_SECONDS: Final = 0.05


def hand_out_evidence(
    settings: Settings, output: Output, folder: Path, installation: Installation, deal: DealId
) -> bool:
    """Write the evidence of a deal, and policy and page to verify it by; return if it is valid.

    Raises:
        SettingsError: if a server is given, and no login for the sequencer.
        ApiError, LedgerError: as signing, witnessing and writing.
    """

    def say(code: str) -> str:
        return tell("demo", code, {}, settings.language)

    evidence = StreamEvidence(wanted_deal(installation, deal))
    books = (installation.edition(str(evidence.log_id)), installation.registry)
    output.heading(say("evidence"))
    with (
        signing_office(settings) as office,
        _witness(settings, [_key(office, book.published) for book in books]) as policy,
        _signed(office, books, policy.witnesses) as step,
    ):
        shown = evidence.awaited(lambda: policy, step)
    file = folder / f"{deal}.evidence.zip"
    write(file, shown.octets)
    write(folder / POLICY, f"# {say('own_witness')}\n{policy_text(_portable(policy))}".encode())
    write(folder / PAGE, verifier_page())
    tell_evidence_verdict(output, file, shown.verdict, settings.language)
    output.talk(say("own_witness"))
    return shown.verdict.outcome is Outcome.VALID


def _key(office: Office, published: Published) -> VerifierKey:
    """Return the key by which a log is signed; it is made when it never was."""
    known, log_id, keys = published.keys(), published.log_id, office.keys
    return known[-1] if known else keys.signer(log_id, 1, keys.origin(log_id, 1)).verifier


@contextmanager
def _witness(settings: Settings, keys: Iterable[VerifierKey]) -> Generator[Policy, None, None]:
    """Run a witness of these logs alone, and give the policy by which it counts."""
    folder = made_private(settings.data_directory / FOLDER)
    logs, known = "".join(f"log {vkey_of(key)}\n" for key in keys), folder / "logs.policy"
    write(known, f"{logs}quorum none\n".encode())
    with running_witness(known, WITNESS, folder, _ADDRESS) as (server, line):
        running = Thread(target=server.run, name="witness", daemon=True)
        running.start()
        try:
            yield parse_policy(f"{logs}{line}\nquorum {WITNESS}\n".encode())
        finally:
            server.stop()
            running.join()


@contextmanager
def _signed(
    office: Office, books: Sequence[Book], witnesses: tuple[Witness, ...]
) -> Generator[Callable[[], object], None, None]:
    """Give what brings the logs a step further: signs them, and shows them to the witness.

    At the end they are signed as far as they go. Where another process signs them, as that of a
    fair that is served, only to show them is left to do.
    """
    with (
        opened(office.dsn) as session,
        Cosigning(office.dsn, witnesses, _unheard) as cosigning,
        ExitStack() as following,
    ):
        if not lead(session):
            yield partial(_show, books, cosigning)
            return
        logs = [
            following.enter_context(
                closing(Followed(office, session, book.published.log_id, cosigning, _unheard))
            )
            for book in books
        ]
        yield partial(_step, logs)
        deadline = monotonic() + SECONDS
        while not all(map(_is_signed, books)) and monotonic() < deadline:
            sleep(_LOOK_SECONDS)
            _step(logs)


def _step(logs: Sequence[Followed]) -> None:
    for log in logs:
        log.step()


def _is_signed(book: Book) -> bool:
    """Return whether a log is signed as far as it goes."""
    published, head = book.published, book.head()
    return any(published.newest(origin, least=head) for origin in published.origins()[-1:])


def _show(books: Sequence[Book], cosigning: Cosigning) -> None:
    """Offer the newest head that was signed of each log to the witness."""
    for published in (book.published for book in books):
        for origin in published.origins()[-1:]:
            head = published.newest(origin)
            if head is not None:
                note = parse_note(head.note)
                alone = note_bytes(Note(note.text, note.signatures[:1]))
                cosigning.offer(Offer(Checkpoint(origin, head.size, head.root), alone, published))


def _unheard(_: LedgerError) -> None:
    """Say nothing: whatever keeps evidence from being made ends the waiting for it."""


def _portable(policy: Policy) -> Policy:
    """Return the policy without the address of a witness that is gone when it is read."""
    witnesses = tuple(Witness(one.name, one.key) for one in policy.witnesses)
    return Policy(policy.logs, witnesses, policy.groups, policy.quorum)
