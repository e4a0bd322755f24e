"""Words in full, and their digests: built from the specification alone, not by the product.

Keys are ASCII and there are no numbers, so that sorted keys without spaces are RFC 8785.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import msgspec
from machine.wording import KINDS

from aggregates.vocabulary import Clause, ClauseText, Frame, Party

Words: TypeAlias = "str | list[Words] | dict[str, Words]"
"""A document in full: what somebody has read when they cite its digest."""

DEAL_ID: Final = "deal-1"


def digest(words: Words) -> str:
    """Return the digest under which ``words`` are cited."""
    return hashlib.sha256(msgspec.json.encode(words, order="deterministic")).hexdigest()


def clause_words(paper: str, clause: Clause) -> Words:
    """Return a clause as an acceptance of it means it."""
    return {
        "format": "counterseal/clause/v1",
        "deal": DEAL_ID,
        "instrument": paper,
        "id": clause.id,
        "values": _plain(clause.values),
        "texts": _plain(clause.texts),
    }


def frame_words(paper: str, frame: Frame, parties: Words) -> Words:
    """Return a frame as an acceptance of it means it."""
    return {
        "format": "counterseal/frame/v1",
        "deal": DEAL_ID,
        "instrument": paper,
        "kind": KINDS[paper].value,
        "values": _plain(frame.values),
        "parties": parties,
        "authentic_languages": list(frame.authentic_languages),
        "governing_law": frame.governing_law,
        "forum": frame.forum,
        "clause_ids": list(frame.clause_ids),
        "annexes": list(frame.annexes),
    }


def party_list(parties: Iterable[Party]) -> Words:
    """Return the parties as terms name them, sorted."""
    return [_plain(party) for party in sorted(parties, key=lambda party: party.id)]


def parties_words(parties: Words) -> Words:
    """Return the party set as an acceptance means it."""
    return {"format": "counterseal/parties/v1", "deal": DEAL_ID, "parties": parties}


def translation_words(clause_sha256: str, language: str, text: ClauseText) -> Words:
    """Return a translation as its certificate means it."""
    return {
        "format": "counterseal/translation/v1",
        "clause_sha256": clause_sha256,
        "language": language,
        "text": _plain(text),
    }


def terms_words(
    paper: str,
    frame: Frame,
    clauses: Iterable[tuple[Clause, Mapping[str, ClauseText]]],
    parties: Words,
) -> Words:
    """Return the terms as approvals and signatures mean them; clauses with their translations."""
    return {
        "format": "counterseal/terms/v1",
        "deal": DEAL_ID,
        "instrument": paper,
        "kind": KINDS[paper].value,
        "values": _plain(frame.values),
        "clauses": [
            {
                "id": clause.id,
                "values": _plain(clause.values),
                "texts": _plain({**clause.texts, **translations}),
            }
            for clause, translations in clauses
        ],
        "annexes": list(frame.annexes),
        "parties": parties,
        "authentic_languages": list(frame.authentic_languages),
        "governing_law": frame.governing_law,
        "forum": frame.forum,
    }


def _plain(value: object) -> Words:
    plain: Words = msgspec.to_builtins(value)
    return plain
