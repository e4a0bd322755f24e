"""How tables of texts are asked for the words of a question, as `asked_of` takes it apart.

The lexemes of a deal find it: the words of its title, its parties, or its clauses in a language.
They tell a word, and a pair of characters. That more pairs than one are neighbours, and in which of
the texts anything is, only the texts themselves tell.
"""

from __future__ import annotations

from typing import Final, LiteralString

ASKED: Final[LiteralString] = """
    unnest(%(queries)s::text[], %(runs)s::text[]) WITH ORDINALITY AS a (query, run, n)
"""
"""Each word or run of a question, and its number."""

IN_TEXT: Final[LiteralString] = """
    strpos(coalesce(t.folded, lower(t.words COLLATE "C")), a.run) > 0
"""
"""Whether what is asked for as ``a`` is in a text ``t`` of `projections.search`."""

FOUND: Final[LiteralString] = f"""
    projections.search_words AS w ON w.lexemes @@ a.query::tsquery
    AND (strpos(a.query, '&') = 0 OR EXISTS (
        SELECT FROM projections.search AS t
        WHERE t.deal = w.deal AND t.place = w.place AND t.language = w.language AND {IN_TEXT}))
"""
"""The places ``w`` of deals in which something is that is asked for as ``a``: what to join."""
