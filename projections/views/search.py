"""Search: what deals say, found by whoever may see them; nobody else gets a hit, count or word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal import DEAL
from aggregates.project import PROJECT
from aggregates.vocabulary import ClauseId, DealId, InstrumentId, Language
from projections.batch import Batch
from projections.change import Change, Put, Replace
from projections.reader import Reader
from projections.rows import rows_of
from projections.texts.asking import ASKED, FOUND, IN_TEXT
from projections.texts.lexemes import asked_of, begins_a_word, snippet
from projections.texts.of_deal import changed, project_text
from projections.view import Wall
from projections.views.titles import TITLES

NAME: Final = "search"
VERSION: Final = 7
TABLES: Final = {
    "search": Wall.PLACE,
    "search_words": Wall.PLACE,
    "search_projects": Wall.OPEN,
}
DDL: Final[LiteralString] = """
CREATE TABLE search (
    id text PRIMARY KEY,
    deal text NOT NULL,
    place text NOT NULL,
    instrument text NOT NULL,
    clause text NOT NULL,
    language text NOT NULL,
    words text NOT NULL,
    folded text
) WITH (toast_tuple_target = 8160);
CREATE INDEX search_deal ON search (deal);
CREATE TABLE search_words (
    id text PRIMARY KEY,
    deal text NOT NULL,
    place text NOT NULL,
    language text NOT NULL,
    lexemes tsvector NOT NULL
) WITH (toast_tuple_target = 8160);
CREATE INDEX search_words_lexemes ON search_words USING gin (lexemes);
CREATE INDEX search_words_deal ON search_words (deal);
ALTER TABLE search ALTER words SET STORAGE EXTERNAL, ALTER folded SET STORAGE EXTERNAL;
ALTER TABLE search_words ALTER lexemes SET STORAGE EXTERNAL;
CREATE TABLE search_projects (
    project text PRIMARY KEY,
    words text NOT NULL,
    folded text NOT NULL,
    lexemes tsvector NOT NULL
);
CREATE INDEX search_projects_lexemes ON search_projects USING gin (lexemes);
COMMENT ON TABLE search IS
    'titles, parties and clauses as they stand; too short to be worth compressing';
COMMENT ON COLUMN search.folded IS
    'what is looked through, where that is not words in the lower case of ASCII';
COMMENT ON TABLE search_words IS
    'what a deal is found by: a row for its title, its parties, its clauses in each language'
"""

_SEARCH: Final[LiteralString] = f"""
WITH told AS (
    SELECT r.deal FROM projections.deal_readers AS r
    WHERE r.organisation = ANY(%(granted)s::text[]) AND 'terms' = ANY(r.scopes)
), seen AS (
    SELECT d.deal, d.project, d.title FROM projections.deals AS d
    WHERE %(all)s OR d.deal IN (
        SELECT r.deal FROM projections.deal_readers AS r WHERE r.organisation = %(organisation)s)
), hits AS (
    SELECT w.deal, a.n, CASE w.place WHEN 'title' THEN 0 WHEN 'party' THEN 1 ELSE 3 END AS rank
    FROM {ASKED} JOIN {FOUND} JOIN seen AS v ON v.deal = w.deal
    WHERE %(whole)s OR w.place <> 'clause' OR w.deal IN (SELECT told.deal FROM told)
    UNION ALL
    SELECT v.deal, a.n, 2
    FROM {ASKED}
    JOIN projections.search_projects AS p
        ON p.lexemes @@ a.query::tsquery AND strpos(p.folded, a.run) > 0
    JOIN seen AS v ON v.project = p.project
), found AS (
    SELECT h.deal, min(h.rank) AS rank FROM hits AS h GROUP BY h.deal
    HAVING count(DISTINCT h.n) = cardinality(%(queries)s::text[])
), page AS (
    SELECT f.*, v.title, v.project FROM found AS f JOIN seen AS v USING (deal)
    WHERE %(deal)s::text IS NULL OR f.rank > %(rank)s OR (f.rank = %(rank)s AND f.deal < %(deal)s)
    ORDER BY f.rank, f.deal DESC LIMIT %(limit)s
), places AS (
    SELECT t.deal, t.place, t.instrument, t.clause, t.language, t.words, a.run, a.n,
        CASE t.place WHEN 'title' THEN 0 WHEN 'party' THEN 1 ELSE 3 END AS rank
    FROM page JOIN projections.search AS t USING (deal) JOIN {ASKED} ON {IN_TEXT}
    WHERE %(whole)s OR t.place <> 'clause' OR t.deal IN (SELECT told.deal FROM told)
    UNION ALL
    SELECT page.deal, 'project', '', '', '', p.words, a.run, a.n, 2
    FROM page JOIN projections.search_projects AS p USING (project)
    JOIN {ASKED} ON p.lexemes @@ a.query::tsquery AND strpos(p.folded, a.run) > 0
), best AS (
    SELECT h.*, row_number() OVER (
        PARTITION BY h.deal ORDER BY h.rank, h.instrument, h.clause, h.language, h.n) AS nth
    FROM places AS h
)
SELECT d.deal, d.rank, d.title, {TITLES}, b.place, b.instrument, b.clause, b.language, b.words,
    b.run
FROM page AS d JOIN best AS b USING (deal) WHERE b.nth <= %(places)s
ORDER BY d.rank, d.deal DESC, b.nth
"""  # noqa: S608 - our own words
SNIPPET_CHARACTERS: Final = 160
HITS: Final = 3
"""So many places of a deal are shown."""

_PLACES: Final = 24
"""So many are looked at: in some, what is asked for is in the middle of a word."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A place of a deal in which a word of the question is, and the text around that.

    ``place`` is ``title``, ``party``, ``project`` or ``clause``; a title in the terms is found in
    the clause ``frame``.
    """

    place: str
    instrument: InstrumentId
    clause: ClauseId
    language: Language
    snippet: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A deal in which every word of the question is; ``rank`` is 0 for the best place of all.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    deal: DealId
    title: str
    titles: Mapping[Language, str]
    rank: int
    hits: tuple[Hit, ...]


class FoundPlace(msgspec.Struct, frozen=True):
    """Where a list of what was found stopped: its last deal."""

    rank: int
    deal: DealId


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    deal: DealId
    rank: int
    title: str
    titles: Mapping[Language, str]
    place: str
    instrument: InstrumentId
    clause: ClauseId
    language: Language
    words: str
    run: str


def change(batch: Batch) -> Iterator[Change]:
    """Write every text that has changed."""
    gone = batch.gone()
    moved = [one for deal in batch.moved(DEAL) if (one := changed(deal.before, deal.state))]
    if gone:
        yield Replace("search", "deal", gone)
        yield Replace("search_words", "deal", gone)
    if moved:
        keys = [key for one in moved for key in one.text_ids]
        yield Replace("search", "id", keys, [text for one in moved for text in one.texts])
        keys = [key for one in moved for key in one.words_ids]
        yield Replace("search_words", "id", keys, [words for one in moved for words in one.words])
    listed = [text for moved in batch.moved(PROJECT) for text in project_text(moved.state)]
    if listed:
        yield Put("search_projects", listed)


async def search_deals(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    question: str,
    *,
    after: FoundPlace | None = None,
    limit: int = 20,
) -> Sequence[Found]:
    """Return the deals that the reader may see and that have every word of the question.

    Clauses are looked through where the reader may read the terms. A question without a letter or a
    digit finds nothing.
    """
    asked = asked_of(question)
    if not asked:
        return []
    arguments = {
        "queries": [one.query for one in asked],
        "runs": [one.folded for one in asked],
        **reader.asking(),
        "rank": after and after.rank,
        "deal": after and after.deal,
        "limit": limit,
        "places": _PLACES,
    }
    return _found(await rows_of(connection, _Line, _SEARCH, arguments))


def _found(lines: Sequence[_Line]) -> Sequence[Found]:
    deals: dict[DealId, list[_Line]] = {}
    for line in lines:
        deals.setdefault(line.deal, []).append(line)
    return [
        Found(
            deal=of[0].deal,
            title=of[0].title,
            titles=of[0].titles,
            rank=of[0].rank,
            hits=_hits(of),
        )
        for of in deals.values()
    ]


def _hits(lines: Sequence[_Line]) -> tuple[Hit, ...]:
    """Return the best places: those where a word begins as it was asked for, if there are any."""
    begun = [line for line in lines if begins_a_word(line.words, line.run)]
    return tuple(map(_hit, (begun or lines)[:HITS]))


def _hit(line: _Line) -> Hit:
    return Hit(
        place=line.place,
        instrument=line.instrument,
        clause=line.clause,
        language=line.language,
        snippet=snippet(line.words, line.run, SNIPPET_CHARACTERS),
    )
