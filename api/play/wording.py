"""Moves that keep the languages together: translations, certificates, slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TypeAlias, assert_never

from aggregates.deal.state import Instrument
from aggregates.deal.terms import certify_translation as certifying
from aggregates.deal.terms import confirm_correction as confirming
from aggregates.deal.terms import propose_correction as correcting
from aggregates.deal.terms import translate_clause as translating
from aggregates.deal.terms import withdraw_correction as withdrawing
from aggregates.deal.terms.current import frame_of, row_digest
from aggregates.vocabulary import Actor, ClauseText, Language, Role
from api import ids
from api.dealfile.moves import terms as moves
from api.play.papers import reworded, text_of
from api.play.stage import Stage
from api.play.venue import Told

WordingMove: TypeAlias = (
    moves.TranslateClause
    | moves.CertifyTranslation
    | moves.ProposeCorrection
    | moves.ConfirmCorrection
    | moves.WithdrawCorrection
)


def play_wording(stage: Stage, at: datetime, move: WordingMove) -> Iterator[Told]:
    """Send the commands that ``move`` stands for, one for each clause, as its person."""
    interpreter = stage.cast.actor(move, Role.INTERPRETER, Role.LAWYER)
    match move:
        case moves.TranslateClause():
            yield from _translate(stage, at, move, interpreter)
        case moves.CertifyTranslation():
            yield from _certify(stage, at, move, interpreter)
        case moves.ProposeCorrection():
            yield _propose(stage, at, move)
        case moves.ConfirmCorrection():
            yield _confirm(stage, at, move)
        case moves.WithdrawCorrection():
            yield _withdraw(stage, at, move)
        case _:
            assert_never(move)


def _translate(
    stage: Stage, at: datetime, move: moves.TranslateClause, actor: Actor
) -> Iterator[Told]:
    deal, instrument = stage.instrument(move.instrument)
    drafts = {draft.id: draft for draft in stage.file.instrument(move.instrument).clauses}
    every = frame_of(instrument).clause_ids
    for clause in every if move.clauses == "all" else move.clauses:
        wording = move.text or drafts[clause].translations[move.language]
        command = translating.TranslateClause(
            actor=actor,
            at=at,
            instrument=instrument.id,
            clause=clause,
            clause_sha256=row_digest(deal, instrument, clause),
            language=move.language,
            text=ClauseText(title=wording.title, body=wording.body),
        )
        yield stage.edition(stage.source, translating.translate_clause, command)


def _certify(
    stage: Stage, at: datetime, move: moves.CertifyTranslation, actor: Actor
) -> Iterator[Told]:
    deal, instrument = stage.instrument(move.instrument)
    open_ones = _uncertified(instrument, move.language)
    for clause in open_ones if move.clauses == "all" else move.clauses:
        translation = instrument.matrix.translations.get(clause, {}).get(move.language)
        command = certifying.CertifyTranslation(
            actor=actor,
            at=at,
            instrument=instrument.id,
            clause=clause,
            clause_sha256=row_digest(deal, instrument, clause),
            language=move.language,
            translation_sha256="" if translation is None else translation.translation_sha256,
        )
        yield stage.edition(stage.source, certifying.certify_translation, command)


def _uncertified(instrument: Instrument, language: Language) -> list[str]:
    translations = instrument.matrix.translations
    return [
        clause
        for clause in frame_of(instrument).clause_ids
        if language in translations.get(clause, {})
        and not translations[clause][language].certified_by
    ]


def _propose(stage: Stage, at: datetime, move: moves.ProposeCorrection) -> Told:
    deal, instrument = stage.instrument(move.instrument)
    stands = instrument.matrix.clauses[move.clause]
    translations = instrument.matrix.translations.get(move.clause, {})
    texts = {tag: one.text for tag, one in translations.items()}
    anew = {tag: text_of(texts.get(tag), w) for tag, w in move.translations.items()}
    command = correcting.ProposeCorrection(
        actor=stage.cast.actor(move, Role.LEAD),
        at=at,
        instrument=instrument.id,
        correction=ids.new_id(at),
        clause=reworded(stands, {}, move.texts),
        translations={**texts, **anew},
        old_clause_sha256=row_digest(deal, instrument, move.clause),
        reason=move.reason,
    )
    return stage.edition(stage.source, correcting.propose_correction, command)


def _confirm(stage: Stage, at: datetime, move: moves.ConfirmCorrection) -> Told:
    _, instrument = stage.instrument(move.instrument)
    under_way = instrument.matrix.correction
    role = Role.APPROVER if move.approval else Role.LEAD
    command = confirming.ConfirmCorrection(
        actor=stage.cast.actor(move, role),
        at=at,
        instrument=instrument.id,
        correction=under_way.id if under_way else "",
        new_terms_sha256=under_way.new_terms_sha256 if under_way else "",
        approval=move.approval,
    )
    return stage.edition(stage.source, confirming.confirm_correction, command)


def _withdraw(stage: Stage, at: datetime, move: moves.WithdrawCorrection) -> Told:
    _, instrument = stage.instrument(move.instrument)
    under_way = instrument.matrix.correction
    command = withdrawing.WithdrawCorrection(
        actor=stage.cast.actor(move, Role.LEAD),
        at=at,
        instrument=instrument.id,
        correction=under_way.id if under_way else "",
        reason=move.reason,
    )
    return stage.edition(stage.source, withdrawing.withdraw_correction, command)
