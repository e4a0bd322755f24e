"""Copies of an instrument's terms, from the course of its deal: clean, or as a redline.

The version that a redline starts from is another moment of the course, or what a principal last
accepted, row by row: the other side may have changed one clause before, and another after, that
principal accepted a third.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from itertools import accumulate
from typing import cast

import msgspec

from aggregates.consolidated import consolidated, consolidated_sha256
from aggregates.deal.amending.text import sources_upon
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.guards import require_instrument
from aggregates.deal.kinds import CHANGING
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.current import terms_of
from aggregates.deal.terms.events import FRAME
from aggregates.deal.terms.state import Acceptance
from aggregates.terms import Terms, TermsClause
from aggregates.vocabulary import ClauseId, InstrumentId, OrganisationId
from api.deals.course import Course
from api.refusals import ApiError
from ledger.instants import instant_of
from ledger.recorded import Recorded
from signing.render import Version, clean_copy, current_manifest, redlined


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A row as a principal accepted it: the terms of that moment, and when it was."""

    acceptance: Acceptance
    terms: Terms
    at: Recorded


def clean(course: Course, instrument: InstrumentId, edition_name: str) -> bytes:
    """Return the terms as they stood at the end of ``course``, as a PDF that nobody signs.

    Raises:
        RuleError: ``unknown_instrument``, ``nothing_on_table``.
        SignatureError: as `clean_copy`.
    """
    shown = require_instrument(course.deal, instrument)
    version = _version(terms_of(course.deal, shown), course.recorded[-1])
    return clean_copy(version, edition_name, current_manifest(), _upon(course.deal, shown))


def between(earlier: Course, later: Course, instrument: InstrumentId, edition_name: str) -> bytes:
    """Return what the later moment made of the terms of the earlier one, as a redline.

    Raises:
        RuleError: ``unknown_instrument``, ``nothing_on_table`` at either moment.
        SignatureError: as `redlined`.
    """
    before, after = (
        _version(
            terms_of(course.deal, require_instrument(course.deal, instrument)),
            course.recorded[-1],
        )
        for course in (earlier, later)
    )
    return redlined(before, after, edition_name, current_manifest())


def since_accepted(
    course: Course, instrument: InstrumentId, principal: OrganisationId, edition_name: str
) -> bytes:
    """Return what became of each row since ``principal`` last accepted it, as a redline.

    A clause that it never accepted is new to it.

    Raises:
        RuleError: ``unknown_instrument``, ``nothing_on_table``.
        ApiError: ``nothing_accepted``.
        SignatureError: as `redlined`.
    """
    shown = require_instrument(course.deal, instrument)
    after = _version(terms_of(course.deal, shown), course.recorded[-1])
    rows = _accepted(course, instrument, principal)
    clauses = {name: row for name, row in rows.items() if name != FRAME}
    if not clauses:
        raise ApiError("nothing_accepted", instrument=instrument, principal=principal)
    newest = max(rows.values(), key=lambda row: row.at.position)
    framed = rows.get(FRAME, newest).terms
    known = {name: _clause(row.terms, name) for name, row in clauses.items()}
    ordered = [one.id for one in newest.terms.clauses if one.id in known]
    ordered += [name for name in known if name not in ordered]
    before = msgspec.structs.replace(framed, clauses=tuple(known[name] for name in ordered))
    return redlined(_version(before, newest.at), after, edition_name, current_manifest())


def _accepted(
    course: Course, instrument: InstrumentId, principal: OrganisationId
) -> dict[ClauseId, Accepted]:
    """Return each row as ``principal`` accepted it last, whatever became of it since."""
    found: dict[ClauseId, Accepted] = {}
    for one, deal in zip(course.recorded, _states(course), strict=True):
        shown = deal.instruments.get(instrument)
        if shown is None or shown.matrix.frame is None:
            continue
        said = shown.matrix.acceptances
        fresh = {
            name: by[principal]
            for name, by in said.items()
            if principal in by and _is_fresh(found.get(name), by[principal])
        }
        if fresh:
            terms = terms_of(deal, shown)
            found |= {
                name: Accepted(acceptance=acceptance, terms=terms, at=one)
                for name, acceptance in fresh.items()
            }
    return found


def _is_fresh(known: Accepted | None, acceptance: Acceptance) -> bool:
    return known is None or known.acceptance != acceptance


def _states(course: Course) -> Iterator[Deal]:
    events = (cast("DealEvent", one.event) for one in course.recorded)
    states = accumulate(events, evolve, initial=Deal())
    next(states)
    return states


def _clause(terms: Terms, name: ClauseId) -> TermsClause:
    return next(one for one in terms.clauses if one.id == name)


def _version(terms: Terms, at: Recorded) -> Version:
    instant = instant_of(at.recorded_at).astimezone(UTC)
    return Version(terms=terms, instant=f"{instant:%Y-%m-%dT%H:%M:%SZ}")


def _upon(deal: Deal, instrument: Instrument) -> tuple[Terms, ...] | None:
    """Return what an amendment changes or a termination ends; None where it cites another text."""
    if instrument.kind not in CHANGING:
        return ()
    sources = sources_upon(deal, instrument)
    cited = terms_of(deal, instrument).annexes[:1]
    return sources if cited == (consolidated_sha256(consolidated(sources)),) else None
