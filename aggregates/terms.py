"""The terms of an instrument as one document: what is locked, approved, rendered and signed."""

from __future__ import annotations

import msgspec

from aggregates.canonical import Json, canonical_bytes, canonical_sha256, digest_of, plain
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    ClauseText,
    DealId,
    Frame,
    InstrumentId,
    Kind,
    Language,
    Party,
    Sha256,
    Value,
)


class TermsClause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clause with its text in *every* language of the terms, translations included."""

    id: ClauseId
    values: dict[str, Value]
    texts: dict[Language, ClauseText]


class Terms(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="format",
    tag="counterseal/terms/v1",
):
    """``agreement.json``: embedded in the PDF; the digest of its bytes is ``terms_sha256``.

    ``parties`` are sorted by id, ``authentic_languages`` by tag; ``clauses`` and ``annexes`` are
    in their order.
    """

    deal: DealId
    instrument: InstrumentId
    kind: Kind
    values: dict[str, Value]
    clauses: tuple[TermsClause, ...]
    annexes: tuple[Sha256, ...]
    parties: tuple[Party, ...]
    authentic_languages: tuple[Language, ...]
    governing_law: str
    forum: str

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which every clause is written: the authentic ones first."""
        written = [set(clause.texts) for clause in self.clauses]
        common = {tag for tags in written for tag in tags if all(tag in every for every in written)}
        return (*self.authentic_languages, *sorted(common - set(self.authentic_languages)))


def terms_document(terms: Terms) -> Json:
    """Return ``terms`` as plain JSON values."""
    return plain(terms)


def terms_bytes(terms: Terms) -> bytes:
    """Return the canonical bytes of ``agreement.json``."""
    return canonical_bytes(terms_document(terms))


def terms_sha256(terms: Terms) -> Sha256:
    """Return the digest that approvals, the PDF and the signatures cite."""
    return canonical_sha256(terms_document(terms))


def clause_sha256(
    deal: DealId, instrument: InstrumentId, clause: Clause, authentic: tuple[Language, ...]
) -> Sha256:
    """Return the digest that an acceptance of ``clause`` cites: authentic texts, typed values."""
    return digest_of(
        {
            "format": "counterseal/clause/v1",
            "deal": deal,
            "instrument": instrument,
            "id": clause.id,
            "values": clause.values,
            "texts": {tag: clause.texts[tag] for tag in authentic},
        }
    )


def frame_sha256(
    deal: DealId, instrument: InstrumentId, kind: Kind, frame: Frame, parties: tuple[Party, ...]
) -> Sha256:
    """Return the digest that an acceptance of the frame cites."""
    return digest_of(
        {
            "format": "counterseal/frame/v1",
            "deal": deal,
            "instrument": instrument,
            "kind": kind.value,
            "parties": _parties(parties),
            "values": frame.values,
            "authentic_languages": sorted(frame.authentic_languages),
            "governing_law": frame.governing_law,
            "forum": frame.forum,
            "clause_ids": frame.clause_ids,
            "annexes": frame.annexes,
        }
    )


def parties_sha256(deal: DealId, parties: tuple[Party, ...]) -> Sha256:
    """Return the digest of the party set, which every acceptance cites beside the clause's."""
    return digest_of(
        {"format": "counterseal/parties/v1", "deal": deal, "parties": _parties(parties)}
    )


def translation_sha256(clause: Sha256, language: Language, text: ClauseText) -> Sha256:
    """Return the digest of a translation of the clause version ``clause``."""
    return digest_of(
        {
            "format": "counterseal/translation/v1",
            "clause_sha256": clause,
            "language": language,
            "text": text,
        }
    )


def _parties(parties: tuple[Party, ...]) -> list[Party]:
    return sorted(parties, key=lambda party: party.id)
