"""The texts by which a deal is found, their words, and which of them an event has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

import msgspec

from aggregates.deal.parties.state import NOTHING
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.current import titles_of
from aggregates.deal.terms.events import FRAME
from aggregates.deal.terms.state import Matrix
from aggregates.project.card import searched
from aggregates.project.state import Project
from aggregates.vocabulary import ClauseId, ClauseText, DealId, InstrumentId, Language
from projections.differing import differing
from projections.texts.lexemes import folded, folded_if_other, lexemes_of, vector, vector_of


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A text of a deal.

    ``place`` is ``title``, ``party`` or ``clause``; the last has an instrument, a clause, and a
    language. What the frame calls an instrument is found there as well. ``folded`` is as
    `folded_if_other` returns it.
    """

    id: str
    deal: DealId
    place: str
    instrument: InstrumentId = ""
    clause: ClauseId = ""
    language: Language = ""
    words: str
    folded: str | None


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What all texts of a place of a deal are found by, those of clauses by their language."""

    id: str
    deal: DealId
    place: str
    language: Language
    lexemes: str


class ProjectText(msgspec.Struct, frozen=True, kw_only=True):
    """The title of a project, and what it is found by."""

    project: str
    words: str
    folded: str
    lexemes: str


class Changed(msgspec.Struct, frozen=True):
    """The ids of the texts and words that may have changed, and those of them that are there."""

    text_ids: list[str]
    texts: list[Text]
    words_ids: list[str]
    words: list[Words]


def texts_of(deal: Deal) -> Iterator[Text]:
    """Yield every text by which a deal is found: its title, its parties, its clauses."""
    return _touched(deal, Deal())


def words_of(texts: Iterable[Text]) -> Iterator[Words]:
    """Yield what is found by words of these texts of one deal: a row a place and language."""
    places: dict[tuple[str, Language], list[Text]] = {}
    for text in texts:
        places.setdefault((text.place, text.language), []).append(text)
    for (place, language), there in places.items():
        deal = there[0].deal
        yield Words(
            id=_words_id(deal, place, language),
            deal=deal,
            place=place,
            language=language,
            lexemes=_vector_of_all(tuple(_cut_up(text.words) for text in there)),
        )


def changed(before: Deal, after: Deal) -> Changed | None:
    """Return what has changed of the texts of a deal, and of what they are found by."""
    same_sides = before.parties.principals is after.parties.principals
    if before.id and same_sides and before.instruments is after.instruments:
        return None
    if not before.id:
        texts = [*texts_of(after)]
        words = [*words_of(texts)]
        return Changed([text.id for text in texts], texts, [one.id for one in words], words)
    was = {text.id: text for text in _touched(before, after)}
    now = {text.id: text for text in _touched(after, before)}
    other = [key for key in {**was, **now} if was.get(key) != now.get(key)]
    if not other:
        return None
    texts = [now[key] for key in other if key in now]
    gone_or_here = chain((was[key] for key in other if key in was), texts)
    places = {(text.place, text.language) for text in gone_or_here}
    return Changed(
        other,
        texts,
        [_words_id(after.id, *place) for place in places],
        [*words_of(text for text in texts_of(after) if (text.place, text.language) in places)],
    )


def _touched(deal: Deal, other: Deal) -> Iterator[Text]:
    """Yield the texts of a state that may differ in another one."""
    if not deal.id:
        return
    if deal.parties.principals is not other.parties.principals or not other.id:
        yield _text(deal.id, f"{deal.id}/title", "title", deal.title)
        for party in deal.parties.set:
            yield _text(deal.id, f"{deal.id}/party/{party.id}", "party", party.legal_name)
    for instrument in deal.instruments.values():
        yield from _of_instrument(deal.id, instrument, other.instruments.get(instrument.id))


def _of_instrument(
    deal: DealId, instrument: Instrument, other: Instrument | None
) -> Iterator[Text]:
    """Yield the titles and clauses of an instrument, but for those that are ``other``'s."""
    if instrument is other:
        return
    titles: Mapping[Language, str] = {} if other is None else titles_of(other)
    for language, title in titles_of(instrument).items():
        if titles.get(language) != title:
            yield _clause(deal, instrument.id, FRAME, language, title)
    yield from _clauses(deal, instrument, Matrix() if other is None else other.matrix)


def _clauses(deal: DealId, instrument: Instrument, beside: Matrix) -> Iterator[Text]:
    """Yield the clauses of an instrument in every language, but for those that are ``beside``'s."""
    matrix = instrument.matrix
    reworded = set(differing(beside.clauses, matrix.clauses))
    touched = dict.fromkeys([*reworded, *differing(beside.translations, matrix.translations)])
    for clause in (matrix.clauses[key] for key in touched if key in matrix.clauses):
        if clause.id in reworded:
            for language, text in clause.texts.items():
                yield _clause(deal, instrument.id, clause.id, language, _whole(text))
        known = NOTHING if clause.id in reworded else beside.translations.get(clause.id, NOTHING)
        for language, translation in matrix.translations.get(clause.id, NOTHING).items():
            if known.get(language) is not translation and language not in clause.texts:
                words = _whole(translation.text)
                yield _clause(deal, instrument.id, clause.id, language, words)


def _clause(
    deal: DealId, instrument: InstrumentId, clause: ClauseId, language: Language, words: str
) -> Text:
    return Text(
        id=f"{deal}/clause/{instrument}/{clause}/{language}",
        deal=deal,
        place="clause",
        instrument=instrument,
        clause=clause,
        language=language,
        words=words,
        folded=_cut_up(words).folded,
    )


def _whole(text: ClauseText) -> str:
    return f"{text.title}\n{text.body}"


def _text(deal: DealId, key: str, place: str, words: str) -> Text:
    return Text(id=key, deal=deal, place=place, words=words, folded=_cut_up(words).folded)


def _words_id(deal: DealId, place: str, language: Language) -> str:
    return f"{deal}/{place}/{language}"


class _CutUp:
    """What is made of a text; one object for all texts that are alike, and so told by identity."""

    __slots__ = ("folded", "lexemes")

    def __init__(self, words: str) -> None:
        plain = folded(words)
        self.folded = folded_if_other(words, plain)
        self.lexemes = lexemes_of(plain)


_cut_up = lru_cache(maxsize=4_096)(_CutUp)  # fairs have clauses that many deals begin with


@lru_cache(maxsize=512)  # ... and deals that have all their clauses in common
def _vector_of_all(texts: tuple[_CutUp, ...]) -> str:
    return vector(dict.fromkeys(chain.from_iterable(text.lexemes for text in texts)))


def project_text(project: Project) -> Iterator[ProjectText]:
    """Yield what is said of a project that was listed, in every language."""
    listing, cards = project.listing, project.cards
    if listing is not None:
        words = searched(cards[-1])
        yield ProjectText(
            project=listing.project, words=words, folded=folded(words), lexemes=vector_of(words)
        )
