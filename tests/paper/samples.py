"""Fictional instruments: their terms as the ``agreement.json`` files in ``terms/``, and sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from aggregates.consolidated import consolidated, consolidated_sha256
from aggregates.signing_sheet import SheetSeat, SigningSheet
from aggregates.terms import Terms, TermsClause, terms_sha256
from aggregates.vocabulary import (
    ClauseText,
    Day,
    Kind,
    Language,
    Money,
    Quantity,
    SeatRole,
    Value,
    Wording,
)


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


def clause(name: str, texts: dict[Language, tuple[str, str]], **values: Value) -> TermsClause:
    """Return a clause from (title, body) in each language."""
    said = {tag: ClauseText(title=title, body=body) for tag, (title, body) in texts.items()}
    return TermsClause(id=name, values=values, texts=said)


def changing(kind: Kind, upon: tuple[Terms, ...], title: Wording, *clauses: TermsClause) -> Terms:
    """Return an amendment or a termination of the text that ``upon`` make."""
    agreement = upon[0]
    values: dict[str, Value] = {"title": title}
    if "amount" in agreement.values and kind is Kind.AMENDMENT:
        values["amount"] = agreement.values["amount"]
    return msgspec.structs.replace(
        agreement,
        instrument=f"{agreement.instrument}-{kind.value}",
        kind=kind,
        values=values,
        clauses=clauses,
        annexes=(consolidated_sha256(consolidated(upon)),),
    )


_THIRD = JOINT_VENTURE.clauses[2]
_DELETION = Wording(texts={"en": "Force majeure", "zh-Hans": "不可抗力"})
AMENDMENT = changing(
    Kind.AMENDMENT,
    (JOINT_VENTURE,),
    Wording(texts={"en": "First Amendment", "zh-Hans": "第一修订协议"}),
    msgspec.structs.replace(
        _THIRD,
        values={**_THIRD.values, "total_investment": Money(amount="520000000", currency="USD")},
    ),
    clause(
        "force-majeure",
        {
            "en": ("Force majeure", "The clause on force majeure is deleted."),
            "zh-Hans": ("不可抗力", "删除关于不可抗力的条款。"),
        },
        deleted=_DELETION,
    ),
    clause(
        "grid-connection",
        {
            "en": (
                "Grid connection",
                "The Company obtains a grid connection.\n(a) Lingxi applies; and\n(b) it pays.",
            ),
            "zh-Hans": (
                "电网接入",
                "公司应取得电网接入。\n（一）由凌溪氢能提出申请；\n（二）费用由其承担。",
            ),
        },
        capacity=Quantity(value="220", unit="MW"),
        deadline=Day(value="2028-06-30"),
    ),
)
"""An amendment of the joint venture: a clause replaced, one deleted, one added."""

TERMINATION = changing(
    Kind.TERMINATION,
    (JOINT_VENTURE, AMENDMENT),
    Wording(texts={"en": "Termination Agreement", "zh-Hans": "终止协议"}),
    clause(
        "end",
        {
            "en": ("Termination", "The Agreement ends on the day stated below."),
            "zh-Hans": ("终止", "协议于下列日期终止。"),
        },
        termination_date=Day(value="2029-12-31"),
    ),
    clause(
        "survival",
        {
            "en": (
                "Survival",
                "The clauses on confidentiality and on arbitration remain in force.",
            ),
            "zh-Hans": ("存续", "关于保密及仲裁的条款继续有效。"),
        },
    ),
)
"""What ends the joint venture as it was amended."""

LONG = msgspec.structs.replace(
    JOINT_VENTURE,
    instrument=f"{JOINT_VENTURE.instrument}-long",
    clauses=tuple(
        msgspec.structs.replace(one, id=f"{one.id}-{again}")
        for again in range(5)
        for one in JOINT_VENTURE.clauses
    )[:60],
)
"""Sixty clauses."""

_UPON: Final = {
    Kind.AMENDMENT: (JOINT_VENTURE,),
    Kind.TERMINATION: (JOINT_VENTURE, AMENDMENT),
}

ALL = {
    "joint_venture": JOINT_VENTURE,
    "letter_of_intent": LETTER_OF_INTENT,
    "nda": NDA,
    "framework": FRAMEWORK,
    "chinese_letter": CHINESE_LETTER,
    "amendment": AMENDMENT,
    "termination": TERMINATION,
}

OFFICE = ("VATCN-11350200004134123K", "Bureau of Commerce of the Fair’s Host City")
REGISTRY = ("NTRCN-0000000042", "Registry of the Strait Investment Fair")


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


def upon(terms: Terms) -> tuple[Terms, ...]:
    """Return the signed documents whose text a sample changes or ends, none for other kinds."""
    return _UPON.get(terms.kind, ())


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


def said_otherwise(one: TermsClause, language: Language, was: str, now: str) -> TermsClause:
    """Return a clause with other words in one language."""
    text = one.texts[language]
    assert was in text.body
    other = msgspec.structs.replace(text, body=text.body.replace(was, now))
    return msgspec.structs.replace(one, texts={**one.texts, language: other})


def _countered() -> Terms:
    """Return the joint venture as a counter-offer left it."""
    first, *others = JOINT_VENTURE.clauses
    found = {one.id: one for one in others if one.id != "languages"}
    jobs = said_otherwise(found["jobs"], "en", "within three years", "within two years and a half")
    jobs = said_otherwise(jobs, "zh-Hans", "三年", "两年半")
    values = {**jobs.values, "jobs_pledged": Quantity(value="1400", unit="job")}
    found["jobs"] = msgspec.structs.replace(jobs, values=values)
    conditions = said_otherwise(
        found["conditions"],
        "en",
        "the registration of the technology licence;",
        "the registration of the technology licence; and\n(iv) the permit for the use of water;",
    )
    found["conditions"] = conditions
    added = AMENDMENT.clauses[2]
    was = JOINT_VENTURE.parties
    return msgspec.structs.replace(
        JOINT_VENTURE,
        values={**JOINT_VENTURE.values, "amount": Money(amount="460800000", currency="USD")},
        clauses=(first, *found.values(), added),
        parties=(*was[:2], msgspec.structs.replace(was[2], legal_name="Żuraw Energia S.A.")),
        forum="Singapore International Arbitration Centre",
        annexes=JOINT_VENTURE.annexes[:2],
    )


COUNTERED = _countered()
"""The joint venture with a clause changed, one gone and one added, and another amount."""
EARLIER = "2026-08-30T09:00:00Z"
LATER = "2026-09-03T15:30:00Z"
