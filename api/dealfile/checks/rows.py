"""The rows that moves name: clauses that the file has, in languages that may be written."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from aggregates.deal.terms.events import FRAME
from api.dealfile.checks.report import Report
from api.dealfile.document import AnyMove
from api.dealfile.moves.discussion import Ask, Comment
from api.dealfile.moves.terms import (
    AcceptClauses,
    CertifyTranslation,
    CounterClause,
    ProposeCorrection,
    ReserveClause,
    TableOffer,
    TranslateClause,
)
from api.dealfile.nodes import Path
from api.dealfile.papers import InstrumentDraft

_FRAME_TOO = AcceptClauses | ReserveClause | Comment | Ask
_OF_A_CLAUSE = CounterClause | ReserveClause | ProposeCorrection | Comment | Ask
_OF_CLAUSES = TableOffer | AcceptClauses | TranslateClause | CertifyTranslation


def check_rows(
    move: AnyMove, within: tuple[InstrumentDraft, Collection[str]], path: Path, report: Report
) -> None:
    """Note rows of an instrument that are none, and texts in languages that do not fit.

    ``within`` is the instrument and all the clauses that the file declares for it, faulty ones
    included.
    """
    draft, clauses = within
    for key, row in _rows(move):
        if row not in clauses and not (row == FRAME and isinstance(move, _FRAME_TOO)):
            message = f'{draft.id} has no clause "{row}"'
            report.add((*path, *key), "unknown_clause", message)
    for key, tag in _rewritten(move):
        if tag not in draft.authentic_languages:
            message = f"{tag} does not bind in {draft.id}: translate the clause instead"
            report.add((*path, *key), "not_authentic", message)
    _check_translation(move, draft, path, report)
    _check_change(move, path, report)


def _rows(move: AnyMove) -> Iterator[tuple[Path, str]]:
    if isinstance(move, _OF_A_CLAUSE) and move.clause:
        yield ("clause",), move.clause
    if isinstance(move, _OF_CLAUSES) and not isinstance(move.clauses, str):
        for index, row in enumerate(move.clauses):
            yield ("clauses", index), row
    if isinstance(move, AcceptClauses):
        yield from ((("excluding", index), row) for index, row in enumerate(move.excluding))
    if isinstance(move, TableOffer):
        for index, change in enumerate(move.changes):
            yield ("changes", index, "clause"), change.clause
        for index, link in enumerate(move.links):
            yield from ((("links", index, place), row) for place, row in enumerate(link))


def _rewritten(move: AnyMove) -> Iterator[tuple[Path, str]]:
    if isinstance(move, CounterClause | ProposeCorrection):
        for tag in move.texts:
            yield ("texts", tag), tag
    if isinstance(move, TableOffer):
        for index, change in enumerate(move.changes):
            yield from ((("changes", index, "texts", tag), tag) for tag in change.texts)


def _check_translation(move: AnyMove, draft: InstrumentDraft, path: Path, report: Report) -> None:
    if not isinstance(move, TranslateClause | CertifyTranslation):
        return
    if move.language in draft.authentic_languages:
        message = f"{move.language} binds in {draft.id}: it is no translation"
        report.add((*path, "language"), "authentic", message)
    if isinstance(move, TranslateClause) and move.text is not None and len(move.clauses) != 1:
        message = "a `text` translates one clause: name it under `clauses`"
        report.add((*path, "text"), "one_clause", message)


def _check_change(move: AnyMove, path: Path, report: Report) -> None:
    if isinstance(move, CounterClause) and not move.values and not move.texts:
        report.add(path, "nothing_changed", "a counter has `values`, or `texts`, or both")
    if isinstance(move, TableOffer):
        for index, link in enumerate(move.links):
            if len(set(link)) < len(link) or len(link) == 1:
                message = "a link joins two clauses or more, each named once"
                report.add((*path, "links", index), "not_a_link", message)
