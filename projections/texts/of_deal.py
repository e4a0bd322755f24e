"""The texts by which a deal is found, and which of them an event has changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from aggregates.deal.parties.state import NOTHING
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.state import Matrix
from aggregates.project.state import Project
from aggregates.vocabulary import ClauseId, ClauseText, DealId, InstrumentId, Language
from projections.differing import differing
from projections.texts.lexemes import folded, vector_of, vector_of_folded


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A text of a deal, and what it is found by.

    ``place`` is ``title``, ``party`` or ``clause``; the last has an instrument, a clause, and a
    language.
    """

    id: str
    deal: DealId
    place: str
    instrument: InstrumentId = ""
    clause: ClauseId = ""
    language: Language = ""
    words: str
    folded: str = ""
    lexemes: str = ""


class ProjectText(msgspec.Struct, frozen=True, kw_only=True):
    """The title of a project, and what it is found by."""

    project: str
    words: str
    folded: str
    lexemes: str


def texts_of(deal: Deal) -> Iterator[Text]:
    """Yield every text by which a deal is found: its title, its parties, its clauses."""
    yield from map(_found_by, _touched(deal, Deal()))


def changed_texts(before: Deal, after: Deal) -> Iterator[tuple[str, Text | None]]:
    """Yield the id of each text that may have changed, and the text if it is still there."""
    same_sides = before.parties.principals is after.parties.principals
    if before.id and same_sides and before.instruments is after.instruments:
        return
    was = {text.id: text for text in _touched(before, after)}
    now = {text.id: text for text in _touched(after, before)}
    for key in {**was, **now}:
        text = now.get(key)
        if was.get(key) != text:
            yield key, None if text is None else _found_by(text)


def _touched(deal: Deal, other: Deal) -> Iterator[Text]:
    """Yield the texts of a state that may differ in another one."""
    if not deal.id:
        return
    if deal.parties.principals is not other.parties.principals or not other.id:
        yield _text(deal.id, f"{deal.id}/title", "title", deal.title)
        for party in deal.parties.set:
            yield _text(deal.id, f"{deal.id}/party/{party.id}", "party", party.legal_name)
    for instrument in deal.instruments.values():
        yield from _clauses(deal.id, instrument, other.instruments.get(instrument.id))


def _clauses(
    deal: DealId, instrument: Instrument, other: Instrument | None = None
) -> Iterator[Text]:
    """Yield the clauses of an instrument in every language, but for those that are ``other``'s."""
    if instrument is other:
        return
    matrix, beside = instrument.matrix, Matrix() if other is None else other.matrix
    reworded = set(differing(beside.clauses, matrix.clauses))
    touched = dict.fromkeys([*reworded, *differing(beside.translations, matrix.translations)])
    for clause in (matrix.clauses[key] for key in touched if key in matrix.clauses):
        if clause.id in reworded:
            for language, text in clause.texts.items():
                yield _clause(deal, instrument.id, clause.id, language, text)
        known = NOTHING if clause.id in reworded else beside.translations.get(clause.id, NOTHING)
        for language, translation in matrix.translations.get(clause.id, NOTHING).items():
            if known.get(language) is not translation and language not in clause.texts:
                yield _clause(deal, instrument.id, clause.id, language, translation.text)


def _clause(
    deal: DealId, instrument: InstrumentId, clause: ClauseId, language: Language, text: ClauseText
) -> Text:
    return Text(
        id=f"{deal}/clause/{instrument}/{clause}/{language}",
        deal=deal,
        place="clause",
        instrument=instrument,
        clause=clause,
        language=language,
        words=f"{text.title}\n{text.body}",
    )


def _text(deal: DealId, key: str, place: str, words: str) -> Text:
    return Text(id=key, deal=deal, place=place, words=words)


def _found_by(text: Text) -> Text:
    """Return a text with what it is found by: this takes long, and most texts have not changed."""
    plain, lexemes = _cut_up(text.words)
    return msgspec.structs.replace(text, folded=plain, lexemes=lexemes)


@lru_cache(maxsize=4_096)  # fairs have clauses that many deals begin with
def _cut_up(words: str) -> tuple[str, str]:
    plain = folded(words)
    return plain, vector_of_folded(plain)


def project_text(project: Project) -> Iterator[ProjectText]:
    """Yield the title of a project that was listed."""
    listing = project.listing
    if listing is not None:
        words = listing.title
        yield ProjectText(
            project=listing.project, words=words, folded=folded(words), lexemes=vector_of(words)
        )
