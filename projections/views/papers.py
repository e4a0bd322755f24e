"""Every revision of every paper, and every scan of one signed by hand, by its digest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.deal.signing.events import SigningOpened
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal
from aggregates.vocabulary import DealId, InstrumentId, Sha256
from projections.batch import Batch, Step
from projections.change import Change, Put, Replace
from projections.course.touched import ROW_EVENTS
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "papers"
VERSION: Final = 5
TABLES: Final = {"papers": Wall.PAPERS}
DDL: Final[LiteralString] = """
CREATE TABLE papers (
    sha256 text NOT NULL,
    deal text NOT NULL,
    instrument text NOT NULL,
    log text NOT NULL,
    position bigint NOT NULL,
    page_code text NOT NULL,
    scan boolean NOT NULL,
    PRIMARY KEY (sha256, deal)
);
CREATE INDEX papers_page_code ON papers (page_code) WHERE page_code <> '';
CREATE INDEX papers_deal ON papers (deal);
COMMENT ON COLUMN papers.position IS 'of the event with which it came to be the newest'
"""

_FIND: Final[LiteralString] = """
SELECT p.* FROM projections.papers AS p
WHERE p.sha256 = %(sha256)s ORDER BY p.scan, p.position LIMIT 1
"""
_PRINTED: Final[LiteralString] = """
SELECT p.* FROM projections.papers AS p
WHERE p.page_code = %(code)s AND p.page_code <> '' ORDER BY p.position LIMIT 1
"""


class PaperRow(msgspec.Struct, frozen=True, kw_only=True):
    """A revision of an instrument's PDF or a ``scan`` of it, and the log in which its deal is.

    ``page_code`` is the one that the document bears, with the revision that its signing began with.
    """

    sha256: Sha256
    deal: DealId
    instrument: InstrumentId
    log: str
    position: int
    page_code: str = ""
    scan: bool = False


def change(batch: Batch) -> Iterator[Change]:
    """Write down the revisions that were named."""
    if gone := batch.gone():
        yield Replace("papers", "deal", gone)
    found = {
        (row.sha256, row.deal): row
        for step in batch.steps(DEAL)
        if type(step.event) not in ROW_EVENTS
        for row in _rows(str(batch.log), step)
    }
    if found:
        yield Put("papers", list(found.values()))


async def find_paper(connection: AsyncConnection[TupleRow], sha256: Sha256) -> PaperRow | None:
    """Return the paper of which a file is a revision.

    The transaction MUST be one of a reader who sees all: whoever has the digest has the file.
    """
    found = await rows_of(connection, PaperRow, _FIND, {"sha256": sha256})
    return found[0] if found else None


async def find_printed(connection: AsyncConnection[TupleRow], code: str) -> PaperRow | None:
    """Return the revision with which the signing began of the document that bears this code.

    The transaction MUST be one of a reader who sees all: whoever has the code has a page.
    """
    found = await rows_of(connection, PaperRow, _PRINTED, {"code": code})
    return found[0] if found else None


def _rows(log: str, step: Step[Deal]) -> Iterator[PaperRow]:
    was, now = step.before.instruments, step.after.instruments
    if was is now:
        return
    for key, instrument in now.items():
        signing, known = instrument.signing, was.get(key)
        if signing is None or (known is not None and known.signing is signing):
            continue
        opened = step.event if isinstance(step.event, SigningOpened) else None
        for digest in dict.fromkeys(_files(signing)):
            if known is not None and known.signing and digest in _files(known.signing):
                continue  # it has its row, with the code that it was opened with
            begun = opened is not None and opened.instrument == key and digest == signing.pdf_sha256
            yield PaperRow(
                sha256=digest,
                deal=step.after.id,
                instrument=key,
                log=log,
                position=step.position,
                page_code=opened.page_code if opened is not None and begun else "",
            )
        yield from _scans(log, step, key, signing)


def _files(signing: Signing) -> tuple[Sha256, ...]:
    return signing.base_pdf_sha256, signing.pdf_sha256


def _scans(
    log: str, step: Step[Deal], instrument: InstrumentId, signing: Signing
) -> Iterator[PaperRow]:
    """Yield the scan that was handed in; whoever hands in a revision as one makes none of it."""
    paper = signing.paper
    if paper and paper.scan_sha256 not in _files(signing):
        yield PaperRow(
            sha256=paper.scan_sha256,
            deal=step.after.id,
            instrument=instrument,
            log=log,
            position=step.position,
            scan=True,
        )
