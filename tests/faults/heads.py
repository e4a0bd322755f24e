"""The heads of a log that were signed while things went wrong, each held against the others."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from itertools import combinations
from threading import Event, Thread

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.consistency import consistency_proof, verify_consistency
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.sequencer.remembered import checkpoint_of

LOOK_SECONDS = 0.02


class Heads:
    """What somebody outside has seen, who asks again and again for the newest head."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._enough = Event()
        self.seen: list[Checkpoint] = []

    def look(self) -> None:
        """Take down the newest head, if it is another one; a server that is away says nothing."""
        try:
            (key,) = self._book.published.keys()
            newest = self._book.published.newest(key.name)
        except (LedgerError, ValueError):
            return
        head = newest and checkpoint_of(newest.note, key)
        if head and (not self.seen or self.seen[-1] != head):
            self.seen.append(head)

    @contextmanager
    def watched(self) -> Generator[None, None, None]:
        """Look all the time."""
        thread = Thread(target=self._watch, name="heads", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._enough.set()
            thread.join()

    def require_consistent(self) -> int:
        """Verify each pair of heads by its proof; return how many pairs there were."""
        self.look()
        newest = max(self.seen, key=lambda head: head.size)
        tile = partial(self._book.published.tile, newest.origin)
        tiles = VerifiedTiles(newest.size, newest.root, tile)
        pairs = [*combinations(sorted(set(self.seen), key=lambda head: head.size), 2)]
        for old, new in pairs:
            proof = consistency_proof(tiles.node, old.size, new.size)
            verify_consistency(old.size, new.size, old.root, new.root, proof)
        return len(pairs)

    def _watch(self) -> None:
        while not self._enough.wait(LOOK_SECONDS):
            self.look()
