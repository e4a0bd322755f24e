"""How an event rewords rows, and what becomes of acceptances: seen in the states around it.

Nothing here knows what an event of the terms means. Whatever wording or acceptance differs after it
has changed by it, so that a new event of the aggregate needs no new line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from aggregates.deal.change import put
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.state import NOTHING
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import party_digest, row_digest, rows
from aggregates.deal.terms.events import (
    FRAME,
    ClauseCountered,
    ClericalErrorCorrected,
    FrameCountered,
    OfferTabled,
)
from aggregates.deal.terms.languages import languages_needed
from aggregates.deal.terms.state import Acceptance
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    InstrumentId,
    Language,
    OrganisationId,
    Sha256,
)
from projections.course.state import CellKey, Course, Fallen, RowKey, Said, Written
from projections.course.touched import Answer, Touched, every, is_framed_alike
from projections.differing import differing

_EXECUTED: Final = Progress.EXECUTED
_UNSAID: Final = Said(position=0)


def parties_digest(course: Course, deal: Deal) -> Sha256:
    """Return the digest of the party set after the event, computed only if it may be another."""
    if deal.parties.principals is course.deal.parties.principals:
        return course.parties_sha256
    return party_digest(deal)


def languages(course: Course, deal: Deal) -> tuple[Language, ...]:
    """Return in which languages the terms are needed, which depends on the principals alone."""
    if deal.parties.principals is course.deal.parties.principals:
        return course.languages
    return languages_needed(deal)


def written(
    course: Course, deal: Deal, event: DealEvent, position: int, moved: Sequence[Touched]
) -> Mapping[RowKey, Written]:
    """Return the wording of every row after the event. What is executed is not reworded.

    ``moved`` are the instruments that the event has touched.
    """
    reset = deal.parties.principals is not course.deal.parties.principals
    changed: dict[RowKey, Written] = {}
    by = principal_of(event)
    for one in every(course.deal, deal) if reset else moved:
        before, instrument = one.before, one.after
        if not reset and before is not None and _is_worded_alike(before, instrument):
            continue
        if instrument.matrix.frame is None or instrument.progress is _EXECUTED:
            continue
        changed = changed or dict(course.rows)
        told = digests_in(event, instrument.id)
        if reset or before is None or not is_framed_alike(before, instrument):
            digests = _digests(course, deal, before, instrument, told, reset=reset)
            _drop(changed, instrument, digests)
        else:
            reworded = differing(before.matrix.clauses, instrument.matrix.clauses)
            rows_now = [row for row in reworded if row in instrument.matrix.frame.clause_ids]
            digests = {row: told.get(row) or row_digest(deal, instrument, row) for row in rows_now}
        for row, digest in digests.items():
            key = (instrument.id, row)
            known = changed.get(key)
            if known is None or known.sha256 != digest:
                changed[key] = Written(sha256=digest, principal=by, position=position)
    return changed or course.rows


def said(
    course: Course, event: DealEvent, position: int, moved: Sequence[Touched]
) -> Mapping[CellKey, Said]:
    """Return what every principal has said of every row after the event."""
    changed: dict[CellKey, Said] = {}
    by = principal_of(event)
    for one in moved:
        instrument = one.after
        for row, principal in _cells(one):
            changed = changed or dict(course.said)
            key = (instrument.id, row, principal)
            now = instrument.matrix.acceptances.get(row, NOTHING).get(principal)
            last = changed.get(key, _UNSAID)
            changed[key] = _answer(last, now, _Cause(event, by, position), own=principal == by)
    return changed or course.said


def answered(course: Course, event: Answer, position: int, deal: Deal) -> Mapping[CellKey, Said]:
    """Return the same after an answer to one row: it is a cell of who gave it, and no other's."""
    row, side, instrument = event.clause, event.principal, deal.instruments[event.instrument]
    before, now = course.deal.instruments.get(event.instrument), _answers(instrument, row, side)
    if before is not None and _answers(before, row, side) == now:
        return course.said
    key, accepted = (event.instrument, row, side), now[0]
    if accepted is None:
        return put(course.said, key, Said(position=position))
    sha256 = accepted.clause_sha256
    said = Said(position=position, sha256=sha256, accepted_at_position=position)
    return put(course.said, key, said)


def _answers(
    instrument: Instrument, row: ClauseId, side: OrganisationId
) -> tuple[Acceptance | None, Sha256 | None]:
    matrix = instrument.matrix
    held = matrix.reservations.get(row, NOTHING).get(side)
    return matrix.acceptances.get(row, NOTHING).get(side), held


def _is_worded_alike(before: Instrument, after: Instrument) -> bool:
    """Return whether neither frame nor clauses were touched, nor what was executed taken up."""
    was, now = before.matrix, after.matrix
    return before is after or (
        was.frame is now.frame and was.clauses is now.clauses and before.progress is not _EXECUTED
    )


def principal_of(event: DealEvent) -> OrganisationId:
    """Return the side for which an event was done; empty for an office, or for nobody."""
    told: object = getattr(event, "principal", "")
    return told if isinstance(told, str) else ""


class _Cause:
    """What made an acceptance change."""

    __slots__ = ("because", "by", "position")

    def __init__(self, event: DealEvent, by: OrganisationId, position: int) -> None:
        self.because = str(event.__struct_config__.tag)
        self.by = by
        self.position = position


def _answer(last: Said, now: Acceptance | None, cause: _Cause, *, own: bool) -> Said:
    if now is not None:
        position = cause.position
        return Said(position=position, sha256=now.clause_sha256, accepted_at_position=position)
    fallen = last.fallen
    if last.sha256 and not own:
        fallen = Fallen(
            sha256=last.sha256,
            accepted_at_position=last.accepted_at_position,
            position=cause.position,
            because=cause.because,
            by=cause.by,
        )
    elif own:
        fallen = None
    return Said(position=cause.position, fallen=fallen)


def _cells(one: Touched) -> Iterator[tuple[ClauseId, OrganisationId]]:
    """Yield each cell whose acceptance or reservation is another than before."""
    if one.before is None or not (one.accepted or one.reserved):
        return
    was, now = one.before.matrix, one.after.matrix
    for row in one.accepted:
        yield from _differing(row, was.acceptances, now.acceptances)
    for row in one.reserved:
        yield from _differing(row, was.reservations, now.reservations)


def _differing(
    row: ClauseId,
    before: Mapping[ClauseId, Mapping[OrganisationId, object]],
    after: Mapping[ClauseId, Mapping[OrganisationId, object]],
) -> Iterator[tuple[ClauseId, OrganisationId]]:
    was, now = before.get(row, NOTHING), after.get(row, NOTHING)
    for principal in sorted({*was, *now}):
        if was.get(principal) != now.get(principal):
            yield row, principal


def digests_in(event: DealEvent, instrument: InstrumentId) -> Mapping[ClauseId, Sha256]:
    """Return the digests of the wordings that an event brings to an instrument, as it states them.

    To compute them once more would take most of the time of a rebuild.
    """
    if getattr(event, "instrument", "") != instrument:
        return {}
    match event:
        case OfferTabled():
            return event.digests
        case ClauseCountered():
            return {event.clause.id: event.clause_sha256}
        case FrameCountered():
            return {FRAME: event.frame_sha256}
        case ClericalErrorCorrected():
            return {event.clause.id: event.new_clause_sha256}
        case _:
            return {}


def _digests(
    course: Course,
    deal: Deal,
    before: Instrument | None,
    after: Instrument,
    told: Mapping[ClauseId, Sha256],
    *,
    reset: bool,
) -> dict[ClauseId, Sha256]:
    """Return row -> digest, computing only those that are not known and may be others."""
    same_tongues = _tongues(before) == _tongues(after)
    known: Mapping[ClauseId, Clause] = before.matrix.clauses if before is not None else {}
    same_frame = before is not None and before.matrix.frame is after.matrix.frame and not reset
    digests: dict[ClauseId, Sha256] = {}
    for row in rows(after):
        kept = course.rows.get((after.id, row))
        same = same_frame if row == FRAME else known.get(row) is after.matrix.clauses[row]
        if kept is not None and same and (same_tongues or row == FRAME):
            digests[row] = kept.sha256
        else:
            digests[row] = told.get(row) or row_digest(deal, after, row)
    return digests


def _tongues(instrument: Instrument | None) -> tuple[str, ...]:
    if instrument is None or instrument.matrix.frame is None:
        return ()
    return instrument.matrix.frame.authentic_languages


def _drop(
    changed: dict[RowKey, Written], instrument: Instrument, rows_now: Mapping[ClauseId, Sha256]
) -> None:
    for key in [k for k in changed if k[0] == instrument.id and k[1] not in rows_now]:
        del changed[key]
