"""The clauses of an instrument as a document of Word: given out, and read when it comes back."""

from __future__ import annotations

import hashlib
from inspect import getdoc

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.deal.guards import require_instrument
from aggregates.errors import RuleError
from aggregates.vocabulary import InstrumentId
from api.deals.course import When
from api.deals.matrix import MatrixNow, matrix_of
from api.http.asked import Asked
from api.http.body import chunks_of, require_media_type
from api.http.operation import Operation
from api.http.reply import ASK_AGAIN, IMMUTABLE, Reply
from api.http.router import Router
from api.http.seen import Seen, seen_by
from api.refusals import ApiError
from api.word.asking import document_in
from api.word.form import DOCUMENT_BYTES, MEDIA
from api.word.proposing import Proposed, proposed_by
from api.word.writing import document_of

router = Router("deals")

_PATH = "/deals/{deal}/instruments/{instrument}/word"


class WordProposes(msgspec.Struct, frozen=True, kw_only=True):
    """What a document of Word proposes: each clause is a counter that is still to be sent."""

    instrument: InstrumentId
    proposed: tuple[Proposed, ...]


@router.get(_PATH, answer=bytes, query=When, media=(MEDIA,), limit="heavy")
def read_word_copy(asked: Asked, when: When) -> Reply:
    """Return the clauses of an instrument as a document of Word, in which changes are tracked.

    Raises:
        RuleError: ``unknown_instrument``, ``nothing_on_table``.
    """
    seen = seen_by(asked, when)
    matrix = _table(seen, asked.path["instrument"])
    if matrix.frame is None:
        raise RuleError("nothing_on_table", instrument=matrix.instrument)
    copy = document_of(matrix, matrix.frame, asked.path["deal"])
    name = f"clauses-{matrix.instrument[:8]}.docx"
    return Reply(
        content=copy,
        etag=hashlib.sha256(copy).hexdigest(),
        cache=IMMUTABLE if seen.course.settled else ASK_AGAIN,
        media=MEDIA,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


async def preview_word(asked: Asked) -> WordProposes:
    """Say which clauses a document of Word words otherwise, by its tracked changes.

    The body is the document that `read_word_copy` gave out, changed in Word or a program like it.
    Nothing is recorded: each proposed clause can be sent as a `counter_clause`. What cannot be told
    exactly is refused, with where it stands; the document is read in a process apart.

    Raises:
        ApiError: ``word_unread``, ``word_of_another``, ``word_outside``, ``word_clause_missing``,
            ``word_overtaken``, ``word_untracked``, ``word_emptied``, ``word_moved``,
            ``word_content``, ``examiner_busy``, ``body_too_large``, ``media_type_unknown``.
        RuleError: ``unknown_instrument``.
    """
    require_media_type(asked.request, MEDIA)
    matrix = await run_in_threadpool(_now, asked)
    pieces = [piece async for piece in chunks_of(asked.request, DOCUMENT_BYTES)]
    return await run_in_threadpool(_proposed, b"".join(pieces), matrix)


def _proposed(file: bytes, matrix: MatrixNow) -> WordProposes:
    proposed = proposed_by(document_in(file), matrix)
    return WordProposes(instrument=matrix.instrument, proposed=proposed)


def _now(asked: Asked) -> MatrixNow:
    return _table(seen_by(asked, When()), asked.path["instrument"])


def _table(seen: Seen, instrument: InstrumentId) -> MatrixNow:
    """Return the table of an instrument that is theirs to read."""
    course = seen.course
    found = require_instrument(course.deal, instrument)
    if not seen.is_open(found):
        raise ApiError("not_permitted")
    return matrix_of(course.deal, found, course.version, course.position)


router.add(
    Operation(
        id="preview_word",
        method="POST",
        path=_PATH,
        tag=router.tag,
        about=getdoc(preview_word) or "",
        answer=WordProposes,
        streams=True,
        takes=MEDIA,
        body_bytes=DOCUMENT_BYTES,
        limit="heavy",
    ),
    preview_word,
)
