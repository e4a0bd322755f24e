"""The text in force, at the point that the deal's state is of; and what may be changed in it."""

from __future__ import annotations

from aggregates.consolidated import (
    Consolidated,
    amended,
    changes,
    consolidated,
    consolidated_sha256,
    is_deletion,
)
from aggregates.deal.amending.events import TextConsolidated
from aggregates.deal.kinds import CHANGING
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import frame_of, terms_of
from aggregates.errors import RuleError
from aggregates.terms import Terms
from aggregates.vocabulary import Event, Frame, Kind


def text_in_force(deal: Deal) -> Consolidated:
    """Return the leading instrument with its executed amendments, none of which was annulled.

    Raises:
        RuleError: ``not_executed`` before there is such a text.
    """
    return consolidated(sources_in_force(deal))


def sources_in_force(deal: Deal) -> tuple[Terms, ...]:
    """Return the terms that the text in force is made of: the agreement, then its amendments.

    Raises:
        RuleError: ``not_executed`` before there is such a text.
    """
    leading = deal.instruments[deal.leading]
    if leading.progress is not Progress.EXECUTED:
        raise RuleError("not_executed", progress=leading.progress.value)
    amendments = (deal.instruments[amendment] for amendment in leading.amended_by)
    return tuple(terms_of(deal, one) for one in (leading, *amendments))


def sources_upon(deal: Deal, instrument: Instrument) -> tuple[Terms, ...]:
    """Return the terms of the text that an amendment, executed or not, or a termination is upon.

    Raises:
        RuleError: ``not_executed`` before there is such a text.
    """
    before = deal.instruments[deal.leading].amended_by
    if instrument.id in before:
        return sources_in_force(deal)[: before.index(instrument.id) + 1]
    return sources_in_force(deal)


def consolidated_by(deal: Deal, amendment: Instrument, executed: Event) -> TextConsolidated:
    """Return what is recorded of the text as ``amendment``, just executed, changes it."""
    text, terms = text_in_force(deal), terms_of(deal, amendment)
    return TextConsolidated(
        at=executed.at,
        instrument=deal.leading,
        amendment=amendment.id,
        changes=changes(text, terms),
        consolidated_sha256=consolidated_sha256(amended(text, terms)),
    )


def require_of_text_in_force(deal: Deal, instrument: Instrument) -> None:
    """Refuse an amendment or a termination of another text than the one in force.

    It names that text as its first annex, so that everybody's acceptance and signature is of it:
    when another amendment comes first, this one must cite, and be accepted for, the new text.

    Raises:
        RuleError: ``other_text``, ``other_languages``, and as `_require_amendment`.
    """
    if instrument.kind not in CHANGING:
        return
    frame, text = frame_of(instrument), text_in_force(deal)
    in_force = consolidated_sha256(text)
    if frame.annexes[:1] != (in_force,):
        raise RuleError("other_text", cited=_cited(frame), in_force=in_force)
    if frame.authentic_languages != text.authentic_languages:
        raise RuleError("other_languages", authentic=text.authentic_languages)
    if instrument.kind is Kind.AMENDMENT:
        _require_amendment(deal, instrument, text)


def _require_amendment(deal: Deal, instrument: Instrument, text: Consolidated) -> None:
    """Refuse to delete what is not there, or what must be, or everything.

    Raises:
        RuleError: ``nothing_to_delete``, ``mandatory_clause_missing``, ``list_empty``.
    """
    terms = terms_of(deal, instrument)
    stands = {clause.id for clause in text.clauses}
    for clause in terms.clauses:
        if is_deletion(clause) and clause.id not in stands:
            raise RuleError("nothing_to_delete", clause=clause.id)
    left = {clause.id for clause in amended(text, terms).clauses}
    for mandatory in deal.policy.mandatory_clauses:
        if mandatory not in left:
            raise RuleError("mandatory_clause_missing", clause=mandatory)
    if not left:
        raise RuleError("list_empty", field="clauses")


def _cited(frame: Frame) -> str:
    return frame.annexes[0] if frame.annexes else ""
