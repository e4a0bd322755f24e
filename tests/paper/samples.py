"""Fictional instruments: their terms as the ``agreement.json`` files in ``terms/``, and sheets."""

from __future__ import annotations

from pathlib import Path

import msgspec

from aggregates.signing_sheet import SheetSeat, SigningSheet
from aggregates.terms import Terms, TermsClause, terms_sha256
from aggregates.vocabulary import ClauseText, Language, SeatRole, Value


def sample_terms(name: str) -> Terms:
    """Return the terms kept as ``terms/{name}.json``."""
    file = Path(__file__).parent / "terms" / f"{name}.json"
    return msgspec.json.decode(file.read_bytes(), type=Terms)


JOINT_VENTURE = sample_terms("joint_venture")
"""English and Chinese, three parties, fourteen clauses, annexes."""

LETTER_OF_INTENT = sample_terms("letter_of_intent")
"""English only."""

NDA = sample_terms("nda")
"""English and Chinese, two parties."""

FRAMEWORK = sample_terms("framework")
"""English, Polish and Vietnamese."""

CHINESE_LETTER = sample_terms("chinese_letter")
"""Chinese only."""

ALL = {
    "joint_venture": JOINT_VENTURE,
    "letter_of_intent": LETTER_OF_INTENT,
    "nda": NDA,
    "framework": FRAMEWORK,
    "chinese_letter": CHINESE_LETTER,
}

OFFICE = ("VATCN-11350200004134123K", "Bureau of Commerce of the Fair’s Host City")
REGISTRY = ("NTRCN-0000000042", "Registry of the Strait Investment Fair")


def clause(name: str, texts: dict[Language, tuple[str, str]], **values: Value) -> TermsClause:
    """Return a clause from (title, body) in each language."""
    said = {tag: ClauseText(title=title, body=body) for tag, (title, body) in texts.items()}
    return TermsClause(id=name, values=values, texts=said)


def with_clauses(terms: Terms, *clauses: TermsClause) -> Terms:
    """Return ``terms`` with other clauses."""
    return msgspec.structs.replace(terms, clauses=clauses)


def seat(
    field: str, role: SeatRole, of: tuple[str, str], *, number: int = 1, turn: int = 1
) -> SheetSeat:
    """Return a required seat for an organisation, by its registration and legal name."""
    return SheetSeat(
        field=field,
        role=role,
        of=of[0],
        legal_name=of[1],
        number=str(number),
        turn=str(turn),
        required=True,
    )


def sheet_for(terms: Terms, *more: SheetSeat) -> SigningSheet:
    """Return a sheet with the registry, a signatory for each party, and ``more``."""
    signatories = [
        seat(f"signatory-{n}", SeatRole.SIGNATORY, (party.registration, party.legal_name))
        for n, party in enumerate(terms.parties, 1)
    ]
    return SigningSheet(
        deal=terms.deal,
        instrument=terms.instrument,
        terms_sha256=terms_sha256(terms),
        page_code="7d3f0a914c2e48b1957ae00c1f6db238",
        instant="2026-09-08T08:00:00Z",
        edition="fair-2026",
        edition_name="26th Strait International Investment Fair",
        seats=(seat("registry", SeatRole.REGISTRY, REGISTRY, turn=0), *signatories, *more),
    )


def full_sheet(terms: Terms) -> SigningSheet:
    """Return a sheet with every role, and a second, optional signatory for the first party."""
    first = terms.parties[0]
    second = seat("second", SeatRole.SIGNATORY, (first.registration, first.legal_name), number=2)
    return sheet_for(
        terms,
        msgspec.structs.replace(second, required=False),
        seat("witness", SeatRole.WITNESS, OFFICE, turn=2),
        seat("notary", SeatRole.NOTARY, OFFICE, turn=2),
        seat("official", SeatRole.OFFICIAL, OFFICE, turn=3),
    )
