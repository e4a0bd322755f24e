"""A look at every log before anybody records more: has it less than was signed of it?

What knows how far a log was signed is the note that is kept beside its key. Where that is gone, the
witnesses are asked: each answers with the size that it has seen, if that is another.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from ledger.datastore import LedgerDatastore
from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint
from ledger.published import Published
from ledger.rows import Rows
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Office
from ledger.sequencer.halts import halt
from ledger.sequencer.process import heads_of
from ledger.sequencer.remembered import Remembered
from ledger.sequencer.session import Session, asking, opened
from ledger.sequencer.standing import require_no_less
from ledger.sequencer.trees import Trees
from ledger.sequencer.witnesses import Offer

# what the log says it has, and what is there: whoever deletes rows may leave the one or the other
_HEAD: Final = """
SELECT least(position, (SELECT max(position) FROM ledger.events WHERE log_id = %(log)s))
FROM ledger.log_head WHERE log_id = %(log)s
"""
_SECONDS: Final = 30.0

Trouble = Callable[[LedgerError], None]


def look(office: Office, trouble: Trouble) -> None:
    """Halt every log that has shrunk, and tell of it: from then on it is read only.

    What else may be wrong with a log is for whoever signs it to find.

    Raises:
        LedgerError: ``unavailable``.
    """
    with opened(office.dsn) as session:
        for log_id in sorted({*heads_of(session), *office.keys.remembered()}):
            try:
                _require_not_shrunk(office, session, log_id, trouble)
            except LedgerError as failed:
                if failed.code == "unavailable":
                    raise
                trouble(failed)
                if failed.code == "log_shrank":
                    halt(session, log_id, failed)


def _require_not_shrunk(office: Office, session: Session, log_id: UUID, trouble: Trouble) -> None:
    keys, trees = office.keys, Trees(log_id, session)
    known = Remembered(keys.note_file(log_id), keys.verifiers(log_id)).read()
    head, origins = _head(session, log_id), trees.origins()
    if known is not None and not origins:
        origins = [known.origin]  # as a backup has it that is older than the first tree
    if not origins:
        return
    *before, origin = origins
    last = trees.last(origin)
    signed = Checkpoint(origin, last.size if last else 0, last.root if last else b"")
    require_no_less(head, signed, None if known and known.origin in before else known)
    if known is None and last is not None:
        with _rows(office, log_id) as rows:
            offer = Offer(signed, last.note.encode(), Published(log_id, rows))
            Cosigning(office.dsn, office.witnesses, trouble).require_not_ahead(offer)


def _head(session: Session, log_id: UUID) -> int:
    with asking(session):
        found = session.execute(_HEAD, {"log": log_id}).fetchone()
    return int(found[0]) if found else 0


@contextmanager
def _rows(office: Office, log_id: UUID) -> Generator[Rows, None, None]:
    store = LedgerDatastore(
        office.dsn, log_id, readers=1, read_seconds=_SECONDS, answer_seconds=_SECONDS
    )
    try:
        yield Rows(log_id, store.pool)
    finally:
        store.close()
