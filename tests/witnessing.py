"""A witness of one log for tests, and waiting until it has cosigned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from waiting import until

from api.http.serving import serving
from api.witness.app import Witness as Service
from api.witness.app import witness_app
from api.witness.memory import Memory
from ledger.book import Book
from ledger.proof.policy import Witness
from ledger.proof.signer import SignerKey, signer_key
from ledger.proof.vkey import Algorithm
from ledger.published import PublishedHead

KEY = signer_key("notary-chamber.example.org", Algorithm.COSIGNATURE, bytes(range(32)))
MIDNIGHT = 1_795_305_600


@contextmanager
def served(
    folder: Path, signer: SignerKey, clock: Callable[[], int] = lambda: MIDNIGHT
) -> Iterator[Witness]:
    """Serve a witness of this log, with what it remembers in ``folder``."""
    memory = Memory(folder / "witness.json")
    service = Service(memory, KEY, {signer.name: [signer.verifier]}, clock)
    with serving(witness_app(service)) as url:
        yield Witness("notary", KEY.verifier, url)
    memory.close()


def witnessed(book: Book, signer: SignerKey, least: int) -> PublishedHead:
    """Wait for a head that covers so many events and was cosigned."""
    found: list[PublishedHead] = []

    def is_there() -> bool:
        head = book.published.newest(signer.name, least=least, witnessed=True)
        found.extend([head] if head else [])
        return head is not None

    until(is_there)
    return found[0]
