"""What a deal file writes, as the rules take it: frames, clauses, rewordings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from aggregates.consolidated import consolidated_bytes, consolidated_sha256
from aggregates.deal.amending.text import text_in_force
from aggregates.deal.kinds import CHANGING
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.vocabulary import Clause, ClauseText, Frame, Language, Value, Wording
from api.dealfile.moves.terms import Change, Rewording
from api.dealfile.papers import ClauseDraft, InstrumentDraft


def frame_of_draft(
    draft: InstrumentDraft, clauses: Sequence[str], annexes: Mapping[str, bytes]
) -> Frame:
    """Return the frame of an instrument with these clauses, in this order."""
    return Frame(
        values=_values(draft),
        authentic_languages=tuple(sorted(draft.authentic_languages)),
        governing_law=draft.governing_law,
        forum=draft.forum,
        clause_ids=tuple(clauses),
        annexes=tuple(hashlib.sha256(annexes[name]).hexdigest() for name in draft.annexes),
    )


def of_text_in_force(deal: Deal, instrument: Instrument, frame: Frame) -> Frame:
    """Return ``frame``; that of an amendment or a termination is of the text in force now."""
    if instrument.kind not in CHANGING or not _is_executed(deal):
        return frame
    of_another = instrument.matrix.frame is not None
    own = frame.annexes[1:] if of_another else frame.annexes
    return replace(frame, annexes=(consolidated_sha256(text_in_force(deal)), *own))


def texts_in_force(deal: Deal, instrument: Instrument) -> tuple[bytes, ...]:
    """Return the file of the text that an amendment or a termination is of; none for others."""
    if instrument.kind not in CHANGING or not _is_executed(deal):
        return ()
    return (consolidated_bytes(text_in_force(deal)),)


def _is_executed(deal: Deal) -> bool:
    return deal.instruments[deal.leading].progress is Progress.EXECUTED


def clause_of(draft: ClauseDraft) -> Clause:
    """Return a clause as it is first tabled: its authentic texts only."""
    texts = {tag: ClauseText(title=t.title, body=t.body) for tag, t in draft.texts.items()}
    return Clause(id=draft.id, values=dict(draft.values), texts=texts)


def changed(clause: Clause, change: Change) -> Clause:
    """Return ``clause`` with a change to it."""
    return reworded(clause, change.values, change.texts)


def reworded(
    clause: Clause, values: Mapping[str, Value], texts: Mapping[Language, Rewording]
) -> Clause:
    """Return ``clause`` with some values and languages put anew; the others stay."""
    anew = {tag: text_of(clause.texts.get(tag), wording) for tag, wording in texts.items()}
    return replace(clause, values={**clause.values, **values}, texts={**clause.texts, **anew})


def text_of(before: ClauseText | None, wording: Rewording) -> ClauseText:
    """Return a reworded text; without a title the old one stays."""
    title = wording.title or (before.title if before else "")
    return ClauseText(title=title, body=wording.body)


def _values(draft: InstrumentDraft) -> dict[str, Value]:
    values: dict[str, Value] = {**draft.values, "title": Wording(texts=dict(draft.title))}
    if draft.amount is not None:
        values["amount"] = draft.amount
    return values
