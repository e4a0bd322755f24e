"""Table a numbered version of an instrument's clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from aggregates.deal.amending.text import require_of_text_in_force
from aggregates.deal.clock import standing
from aggregates.deal.guards import require_deadline
from aggregates.deal.kinds import LEADING
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.at_table import bound_until, falls, require_free, require_table
from aggregates.deal.terms.current import (
    missing_acceptances,
    party_digest,
    row_digest,
    table_of,
)
from aggregates.deal.terms.events import FRAME, OfferTabled
from aggregates.deal.terms.wording import check_clause, check_frame
from aggregates.errors import RuleError
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    Command,
    Deadline,
    Frame,
    InstrumentId,
    Kind,
    OrganisationId,
    Sha256,
)

FEWEST_LINKED = 2
"""A clause alone is linked to nothing."""


class TableOffer(Command, frozen=True, kw_only=True):
    """A lead tables ``frame``, and the ``clauses`` that this offer adds or changes.

    The clauses that the frame names and the offer does not bring stay as they stand.
    ``expected_offer_no`` is the number of the offer that the author has seen: 0 before the first.
    """

    instrument: InstrumentId
    expected_offer_no: int
    frame: Frame
    clauses: tuple[Clause, ...] = ()
    links: tuple[tuple[ClauseId, ...], ...] = ()
    expires_at: Deadline
    irrevocable_until: Deadline | None = None


def table_offer(deal: Deal, command: TableOffer) -> Sequence[OfferTabled]:
    """Table it: its author accepts the frame and the clauses it brings, and no other rows.

    An offer that has run out is at its end, closed already or not: its author is bound by nothing
    in it, and accepts of an offer of its own that follows what that one brings.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``unknown_instrument``, ``wrong_progress``, ``letter_is_sent``,
            ``nda_missing``, ``offer_superseded``, ``irrevocable_too_long``,
            ``clause_not_in_frame``, ``clause_twice``, ``clause_not_tabled``, ``link_too_short``,
            ``link_not_in_frame``, ``irrevocable``, and as `check_frame`, `check_clause`,
            `require_deadline` and `require_of_text_in_force`.
    """
    principal, instrument = require_table(
        deal, command, command.instrument, Progress.DRAFT, Progress.NEGOTIATING
    )
    run_out = _rows_run_out(deal, instrument, command.at)
    if not run_out and _tabled_already(instrument, principal, command):
        return []
    _require_turn(deal, instrument, command)
    _check_deadlines(command)
    clauses = _check_wording(instrument, command)
    after = _after(instrument, command, clauses)
    require_of_text_in_force(deal, after)
    digests = _digests(deal, after, command)
    leaving = set(instrument.matrix.acceptances) - {FRAME, *command.frame.clause_ids}
    fallen = falls(instrument, {**digests, **dict.fromkeys(sorted(leaving), "")})
    require_free(deal, instrument, principal, fallen, command.at)
    _require_bound_as_long(deal, instrument, principal, command)
    voids = _voids(principal, fallen, run_out, digests)
    return [_offer(deal, principal, command, digests, voids)]


def _tabled_already(instrument: Instrument, principal: OrganisationId, command: TableOffer) -> bool:
    matrix, offer = instrument.matrix, instrument.matrix.offer
    return (
        offer is not None
        and offer.live
        and (offer.number, offer.principal) == (command.expected_offer_no + 1, principal)
        and (offer.expires_at, offer.irrevocable_until)
        == (command.expires_at, command.irrevocable_until)
        and (matrix.frame, matrix.links) == (command.frame, command.links)
        and all(matrix.clauses.get(clause.id) == clause for clause in command.clauses)
    )


def _require_turn(deal: Deal, instrument: Instrument, command: TableOffer) -> None:
    if instrument.kind is Kind.LETTER_OF_INTENT:
        raise RuleError("letter_is_sent", instrument=instrument.id)
    if instrument.kind in LEADING and deal.policy.nda_required and not _has_nda(deal):
        raise RuleError("nda_missing", instrument=instrument.id)
    current = instrument.matrix.offer.number if instrument.matrix.offer else 0
    if command.expected_offer_no != current:
        raise RuleError("offer_superseded", expected=command.expected_offer_no, current=current)


def _has_nda(deal: Deal) -> bool:
    """Whoever joins later has acceded: an executed NDA is one of every principal."""
    return any(
        instrument.kind is Kind.NDA and instrument.progress is Progress.EXECUTED
        for instrument in deal.instruments.values()
    )


def _check_deadlines(command: TableOffer) -> None:
    require_deadline(command.expires_at, command.at, "offer")
    until = command.irrevocable_until
    if until is None:
        return
    require_deadline(until, command.at, "irrevocable")
    if until.at > command.expires_at.at:
        raise RuleError("irrevocable_too_long", until=until.at, expires_at=command.expires_at.at)


def _require_bound_as_long(
    deal: Deal, instrument: Instrument, principal: OrganisationId, command: TableOffer
) -> None:
    """Nobody frees themselves of an irrevocable offer by tabling the same once more."""
    bound = bound_until(deal, instrument, principal, command.at)
    until = command.irrevocable_until
    if bound is not None and (until is None or until.at < bound):
        raise RuleError("irrevocable", until=bound)


def _check_wording(instrument: Instrument, command: TableOffer) -> Mapping[ClauseId, Clause]:
    """Return the clauses that the frame names, those brought and those that stand."""
    frame = command.frame
    check_frame(frame)
    _check_named(frame, (clause.id for clause in command.clauses), "clause_not_in_frame")
    for link in command.links:
        if len(set(link)) < FEWEST_LINKED:
            raise RuleError("link_too_short", clauses=link)
        _check_named(frame, link, "link_not_in_frame")
    known = {**instrument.matrix.clauses, **{clause.id: clause for clause in command.clauses}}
    for clause_id in frame.clause_ids:
        if clause_id not in known:
            raise RuleError("clause_not_tabled", clause=clause_id)
        check_clause(known[clause_id], frame.authentic_languages)
    return known


def _check_named(frame: Frame, clauses: Iterable[ClauseId], code: str) -> None:
    """Each of ``clauses`` is named in the frame, and none is there twice."""
    seen: set[ClauseId] = set()
    for clause_id in clauses:
        if clause_id not in frame.clause_ids:
            raise RuleError(code, clause=clause_id)
        if clause_id in seen:
            raise RuleError("clause_twice", clause=clause_id)
        seen.add(clause_id)


def _after(
    instrument: Instrument, command: TableOffer, clauses: Mapping[ClauseId, Clause]
) -> Instrument:
    matrix = replace(instrument.matrix, frame=command.frame, clauses=clauses)
    return replace(instrument, matrix=matrix)


def _digests(deal: Deal, after: Instrument, command: TableOffer) -> dict[ClauseId, Sha256]:
    brought = (FRAME, *(clause.id for clause in command.clauses))
    return {row: row_digest(deal, after, row) for row in brought}


def _rows_run_out(
    deal: Deal, instrument: Instrument, at: datetime
) -> dict[ClauseId, OrganisationId]:
    """Return the rows that the author of the offer accepted, if it ran out before all had done so.

    Each is mapped to that author, whose acceptance falls with the offer.
    """
    offer, said = instrument.matrix.offer, instrument.matrix.acceptances
    if offer is None or not offer.live or at < standing(deal, offer.expires_at, at).at:
        return {}
    if not any(missing_acceptances(table_of(deal, instrument))):
        return {}
    return {row: offer.principal for row in said if offer.principal in said[row]}


def _voids(
    principal: OrganisationId,
    fallen: Mapping[ClauseId, tuple[OrganisationId, ...]],
    run_out: Mapping[ClauseId, OrganisationId],
    digests: Mapping[ClauseId, Sha256],
) -> dict[ClauseId, tuple[OrganisationId, ...]]:
    """Return row -> the sides, sorted, whose acceptance falls and is not given anew with it."""
    sides = {row: {*fallen.get(row, ())} - {principal} for row in {**fallen, **run_out}}
    for row, author in run_out.items():
        if author != principal or row not in digests:
            sides[row].add(author)
    return {row: tuple(sorted(gone)) for row, gone in sides.items() if gone}


def _offer(
    deal: Deal,
    principal: OrganisationId,
    command: TableOffer,
    digests: dict[ClauseId, Sha256],
    voids: dict[ClauseId, tuple[OrganisationId, ...]],
) -> OfferTabled:
    return OfferTabled(
        at=command.at,
        instrument=command.instrument,
        offer_no=command.expected_offer_no + 1,
        principal=principal,
        by=command.actor.person,
        frame=command.frame,
        clauses=command.clauses,
        links=command.links,
        digests=digests,
        parties_sha256=party_digest(deal),
        voids=voids,
        expires_at=command.expires_at,
        irrevocable_until=command.irrevocable_until,
    )
