"""What happened in the log before anybody attacks it, signed and witnessed three times.

Four tallies stand for deals. ``flour`` is long, so that the tree has full tiles; ``bread`` is the
deal that the parties have evidence of, and names a paper; ``rates`` is stored in clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import msgspec
from intrusion.scene import Scene, mapping_after, sequence
from tallies import RATES, TALLY, Raise, TallyRaised, context, pin_rate, raise_tally

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.note import parse_note
from ledger.recorded import Answer
from ledger.sequencer.cosigning import Cosigning
from ledger.sources import One

FLOUR_EVENTS = 300
PAPER = b"%PDF-1.7 what was agreed about bread"
TALLIES = ("flour", "bread", "salt", "wine")


class Sent(msgspec.Struct, frozen=True):
    """A command as its client sends it, the first time and again."""

    tally: str
    by: int
    file: bytes = b""

    @property
    def key(self) -> str:
        """The key under which it is sent."""
        return f"{self.tally}-{self.by}"


ACTS: Sequence[Sequence[Sent]] = (
    [Sent("bread", 3), Sent("salt", 1), Sent("rates", 4), Sent("bread", 2, PAPER)],
    [Sent("salt", 2), Sent("bread", 1), Sent("wine", 5), Sent("wine", 1), Sent("salt", 4)],
    [Sent("bread", 4), Sent("bread", 6), Sent("rates", 5)],
)


def tell(scene: Scene) -> Iterator[dict[Sent, Answer]]:
    """Play the acts; yield after each, signed and witnessed, what its clients were answered."""
    alarms: list[LedgerError] = []
    office = scene.office()
    for number, act in enumerate(ACTS):
        with scene.book() as book:
            if not number:
                _fill(book)
            answers = {sent: send(book, sent) for sent in act}
        witnesses = scene.town.witnesses
        with mapping_after(0.0), Cosigning(office.dsn, witnesses, alarms.append) as cosigning:
            sequence(office, cosigning, alarms, lambda: _is_witnessed(scene))
        assert not alarms
        yield answers


def send(book: Book, sent: Sent) -> Answer:
    """Send a command."""
    circumstances = context(sent.key, request=sent.key.encode())
    if sent.tally == RATES.name:
        return book.handle(One(RATES, sent.tally), pin_rate, str(sent.by), circumstances)
    files = [sent.file] if sent.file else []
    command = Raise(
        sent.by, pdf_sha256=sha256(sent.file).hexdigest() if sent.file else msgspec.UNSET
    )
    return book.handle(One(TALLY, sent.tally), raise_tally, command, circumstances, files)


def _fill(book: Book) -> None:
    raised = [TallyRaised(at=at.at, by=at.by) for at in raise_tally(0, Raise(1))] * FLOUR_EVENTS
    book.handle(One(TALLY, "flour"), lambda _, __: raised, None, context("flour"))


def _is_witnessed(scene: Scene) -> bool:
    """Return whether both have seen the newest head, and that covers the whole log."""
    with scene.book() as book:
        head = book.published.newest(scene.signer.name, least=book.head(), witnessed=True)
    return head is not None and len(parse_note(head.note).signatures) == 3
