"""Moves at the table: offers, acceptances, counters, the lock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias, assert_never

from msgspec.structs import replace

from aggregates.deal.state import Instrument
from aggregates.deal.terms import accept_clauses as accepting
from aggregates.deal.terms import counter_clause as countering
from aggregates.deal.terms import counter_frame as framing
from aggregates.deal.terms import draft_instrument as drafting
from aggregates.deal.terms import expire_offer as expiring
from aggregates.deal.terms import lock_terms as locking
from aggregates.deal.terms import reserve_clause as reserving
from aggregates.deal.terms import table_offer as tabling
from aggregates.deal.terms import unlock_terms as unlocking
from aggregates.deal.terms import withdraw_offer as withdrawing
from aggregates.deal.terms.current import (
    frame_of,
    is_accepted,
    party_digest,
    row_digest,
    rows,
    table_of,
)
from aggregates.vocabulary import Actor, Clause, Frame, Role, Sha256, Wording
from api.dealfile.moves import terms as moves
from api.play.papers import (
    changed,
    clause_of,
    frame_of_draft,
    of_text_in_force,
    reworded,
    texts_in_force,
)
from api.play.stage import Stage
from api.play.venue import Told

TableMove: TypeAlias = (
    moves.DraftInstrument
    | moves.TableOffer
    | moves.WithdrawOffer
    | moves.ExpireOffer
    | moves.AcceptClauses
    | moves.CounterClause
    | moves.CounterFrame
    | moves.ReserveClause
    | moves.LockTerms
    | moves.UnlockTerms
)


def play_table(stage: Stage, at: datetime, move: TableMove) -> Told:  # noqa: C901, PLR0911 - one branch a move
    """Send the command that ``move`` stands for, as its person."""
    lead = stage.cast.actor(move, Role.LEAD)
    _, instrument = stage.instrument(move.instrument)
    match move:
        case moves.DraftInstrument():
            draft = drafting.DraftInstrument(
                actor=lead,
                at=at,
                instrument=instrument.id,
                kind=instrument.kind,
                tier=instrument.tier,
            )
            return stage.edition(stage.source, drafting.draft_instrument, draft)
        case moves.TableOffer():
            return _table(stage, at, move, lead)
        case moves.WithdrawOffer():
            withdrawal = withdrawing.WithdrawOffer(
                actor=lead,
                at=at,
                instrument=instrument.id,
                offer_no=_offer_no(instrument),
                reason=move.reason,
            )
            return stage.edition(stage.source, withdrawing.withdraw_offer, withdrawal)
        case moves.ExpireOffer():
            expiry = expiring.ExpireOffer(
                actor=lead, at=at, instrument=instrument.id, offer_no=_offer_no(instrument)
            )
            return stage.edition(stage.source, expiring.expire_offer, expiry)
        case moves.AcceptClauses():
            return _accept(stage, at, move, lead)
        case moves.CounterClause():
            return _counter(stage, at, move, lead)
        case moves.CounterFrame():
            return _counter_frame(stage, at, move, lead)
        case moves.ReserveClause():
            return _reserve(stage, at, move, lead)
        case moves.LockTerms():
            lock = locking.LockTerms(actor=lead, at=at, instrument=instrument.id)
            return stage.edition(stage.source, locking.lock_terms, lock)
        case moves.UnlockTerms():
            unlock = unlocking.UnlockTerms(
                actor=lead, at=at, instrument=instrument.id, reason=move.reason
            )
            return stage.edition(stage.source, unlocking.unlock_terms, unlock)
        case _:
            assert_never(move)


def _table(stage: Stage, at: datetime, move: moves.TableOffer, lead: Actor) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    draft = stage.file.instrument(move.instrument)
    chosen = [c for c in draft.clauses if move.clauses == "all" or c.id in move.clauses]
    changes = {change.clause: change for change in move.changes}
    known = instrument.matrix.clauses
    tabled: list[Clause] = []
    for one in chosen:
        stands = known.get(one.id) or clause_of(one)
        wanted = changed(stands, changes[one.id]) if one.id in changes else stands
        if wanted != known.get(one.id):
            tabled.append(wanted)
    until = move.irrevocable_until
    cast = stage.cast
    command = tabling.TableOffer(
        actor=lead,
        at=at,
        instrument=instrument.id,
        expected_offer_no=_offer_no(instrument),
        frame=of_text_in_force(
            deal, instrument, _frame(stage, move, instrument, [one.id for one in chosen])
        ),
        clauses=tuple(tabled),
        links=move.links,
        expires_at=cast.deadline(cast.instant(move.expires, at)),
        irrevocable_until=None if until is None else cast.deadline(cast.instant(until, at)),
    )
    annexes = [stage.annexes[name] for name in draft.annexes] if _offer_no(instrument) == 0 else []
    blobs = [*texts_in_force(deal, instrument), *annexes]
    return stage.edition(stage.source, tabling.table_offer, command, blobs)


def _frame(
    stage: Stage, move: moves.TableOffer, instrument: Instrument, clauses: list[str]
) -> Frame:
    if instrument.matrix.frame is not None:
        return replace(instrument.matrix.frame, clause_ids=tuple(clauses))
    return frame_of_draft(stage.file.instrument(move.instrument), clauses, stage.annexes)


def _accept(stage: Stage, at: datetime, move: moves.AcceptClauses, lead: Actor) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    table = table_of(deal, instrument)
    if move.clauses == "all":
        open_rows = (r for r in rows(instrument) if not is_accepted(table, r, lead.organisation))
        wanted: Iterable[str] = [row for row in open_rows if row not in move.excluding]
    else:
        wanted = move.clauses
    cited: dict[str, Sha256] = {}
    for row in wanted:
        if move.version is None:
            cited[row] = row_digest(deal, instrument, row)
        else:
            cited[row] = stage.wordings[instrument.id, row][move.version - 1]
    command = accepting.AcceptClauses(
        actor=lead,
        at=at,
        instrument=instrument.id,
        cited=cited,
        parties_sha256=party_digest(deal),
    )
    return stage.edition(stage.source, accepting.accept_clauses, command)


def _counter(stage: Stage, at: datetime, move: moves.CounterClause, lead: Actor) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    clause = reworded(instrument.matrix.clauses[move.clause], move.values, move.texts)
    command = countering.CounterClause(
        actor=lead,
        at=at,
        instrument=instrument.id,
        clause=clause,
        previous_sha256=row_digest(deal, instrument, move.clause),
    )
    return stage.edition(stage.source, countering.counter_clause, command)


def _counter_frame(stage: Stage, at: datetime, move: moves.CounterFrame, lead: Actor) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    frame = frame_of(instrument)
    values = {**frame.values, **move.values}
    if move.title:
        values["title"] = Wording(texts=dict(move.title))
    if move.amount is not None:
        values["amount"] = move.amount
    command = framing.CounterFrame(
        actor=lead,
        at=at,
        instrument=instrument.id,
        frame=of_text_in_force(
            deal,
            instrument,
            replace(
                frame,
                values=values,
                governing_law=move.governing_law or frame.governing_law,
                forum=move.forum or frame.forum,
            ),
        ),
        previous_sha256=row_digest(deal, instrument, "frame"),
    )
    blobs = texts_in_force(deal, instrument)
    return stage.edition(stage.source, framing.counter_frame, command, blobs)


def _reserve(stage: Stage, at: datetime, move: moves.ReserveClause, lead: Actor) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    command = reserving.ReserveClause(
        actor=lead,
        at=at,
        instrument=instrument.id,
        clause=move.clause,
        clause_sha256=row_digest(deal, instrument, move.clause),
        reason=move.reason,
    )
    return stage.edition(stage.source, reserving.reserve_clause, command)


def _offer_no(instrument: Instrument) -> int:
    offer = instrument.matrix.offer
    return 0 if offer is None else offer.number
