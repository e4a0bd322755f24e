"""The published vectors of the terms' digests: documents, their canonical bytes, their SHA-256.

``PYTHONPATH=tests python -m digest_vectors`` writes them anew; a test makes and compares them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from aggregates.canonical import Json, canonical_bytes, plain
from aggregates.consolidated import (
    Consolidated,
    amended,
    consolidated_document,
    consolidated_sha256,
    unamended,
)
from aggregates.deal.performance.schedule import (
    Condition,
    Contribution,
    Landing,
    Milestone,
    Schedule,
    schedule_document,
    schedule_sha256,
)
from aggregates.terms import (
    Terms,
    TermsClause,
    clause_sha256,
    frame_sha256,
    parties_sha256,
    terms_document,
    terms_sha256,
    translation_sha256,
)
from aggregates.vocabulary import (
    Clause,
    ClauseText,
    Day,
    Frame,
    Kind,
    Money,
    Party,
    Percentage,
    Quantity,
    Wording,
)

FILE = Path(__file__).parents[1] / "docs" / "reference" / "vectors" / "digest.json"

DEAL = "018f0000-0000-7000-8000-000000000001"
INSTRUMENT = "018f0000-0000-7000-8000-000000000002"
PARTIES = (
    Party(id="b", legal_name="Łódzka Energia S.A.", country="PL", registration="NTRPL-1"),
    Party(id="a", legal_name="闽海能源投资集团有限公司", country="CN", registration="NTRCN-2"),
)
CAPITAL = Clause(
    id="capital",
    values={
        "capital": Money(amount="1200000000", currency="CNY"),
        "share": Percentage(value="45.5"),
        "paid_by": Day(value="2027-03-31"),
        "notice": Quantity(value="30", unit="day"),
        "name": Wording(texts={"en": "Zhangbin Blades", "zh-Hans": "漳滨叶片"}),
    },
    texts={
        "en": ClauseText(title="Capital", body='The "Capital" is\nCNY 1,200,000,000.'),
        "zh-Hans": ClauseText(title="注册资本", body="注册资本为人民币1,200,000,000元。"),
    },
)
_NAMED = Wording(texts={"en": "Capital", "zh-Hans": "注册资本"})
_TERM = {
    "en": ClauseText(title="Term", body="Ten years."),
    "zh-Hans": ClauseText(title="期限", body="十年。"),
}
CHINESE = ClauseText(title="资本", body="资本为人民币十二亿元。")
FRAME = Frame(
    values={
        "title": Wording(texts={"en": "Agreement"}),
        "amount": Money(amount="1200000000", currency="CNY"),
    },
    authentic_languages=("en", "zh-Hans"),
    governing_law="Singapore",
    forum="Arbitration in Singapore",
    clause_ids=("capital",),
    annexes=("ab" * 32,),
)

SCHEDULE = Schedule(
    conditions=(
        Condition(
            id="land", instrument=INSTRUMENT, clause="capital", title=_NAMED, waivable_by=("a", "b")
        ),
    ),
    contributions=(
        Contribution(
            id="first",
            instrument=INSTRUMENT,
            clause="capital",
            value="capital",
            principal="a",
            amount=Money(amount="600000000.5", currency="CNY"),
            due="2027-03-31",
        ),
    ),
    milestones=(
        Milestone(
            id="licence",
            instrument=INSTRUMENT,
            clause="capital",
            title=_NAMED,
            landing=Landing.ESTABLISHED,
        ),
    ),
)


def cases() -> Iterator[dict[str, Json]]:
    """Yield a case for each digest: what is digested, its canonical bytes, and the SHA-256."""
    parties = [plain(party) for party in sorted(PARTIES, key=lambda party: party.id)]
    named: dict[str, Json] = {"deal": DEAL, "instrument": INSTRUMENT}
    clause: dict[str, Json] = {"format": "counterseal/clause/v1", **named, **_of(CAPITAL)}
    yield _case(clause, clause_sha256(DEAL, INSTRUMENT, CAPITAL, ("en", "zh-Hans")))
    english: dict[str, Json] = {**clause, "texts": {"en": plain(CAPITAL.texts["en"])}}
    yield _case(english, clause_sha256(DEAL, INSTRUMENT, CAPITAL, ("en",)))
    frame: dict[str, Json] = {
        "format": "counterseal/frame/v1",
        **named,
        "kind": "agreement",
        "parties": parties,
        **_of(FRAME),
    }
    yield _case(frame, frame_sha256(DEAL, INSTRUMENT, Kind.AGREEMENT, FRAME, PARTIES))
    sides: dict[str, Json] = {"format": "counterseal/parties/v1", "deal": DEAL, "parties": parties}
    yield _case(sides, parties_sha256(DEAL, PARTIES))
    translation: dict[str, Json] = {
        "format": "counterseal/translation/v1",
        "clause_sha256": "cd" * 32,
        "language": "zh-Hans",
        "text": plain(CHINESE),
    }
    yield _case(translation, translation_sha256("cd" * 32, "zh-Hans", CHINESE))
    yield _case(terms_document(_terms()), terms_sha256(_terms()))
    for text in (unamended(_terms()), _amended()):
        yield _case(consolidated_document(text), consolidated_sha256(text))
    yield _case(schedule_document(DEAL, SCHEDULE), schedule_sha256(DEAL, SCHEDULE))


def document() -> str:
    """Return the text of the file of vectors."""
    about = (
        "Digests of clauses, frames, party sets, translations, terms, texts in force, schedules."
    )
    return json.dumps({"about": about, "cases": list(cases())}, indent=1, ensure_ascii=False) + "\n"


def _terms() -> Terms:
    clause = TermsClause(id=CAPITAL.id, values=CAPITAL.values, texts=CAPITAL.texts)
    return Terms(
        deal=DEAL,
        instrument=INSTRUMENT,
        kind=Kind.AGREEMENT,
        values=FRAME.values,
        clauses=(clause,),
        annexes=FRAME.annexes,
        parties=tuple(sorted(PARTIES, key=lambda party: party.id)),
        authentic_languages=FRAME.authentic_languages,
        governing_law=FRAME.governing_law,
        forum=FRAME.forum,
    )


def _amended() -> Consolidated:
    """Return the text with a second clause, and the first one deleted."""
    text, term = unamended(_terms()), TermsClause(id="term", values={}, texts=_TERM)
    gone = TermsClause(id="capital", values={"deleted": _NAMED}, texts=_TERM)
    amendment = msgspec.structs.replace(
        _terms(),
        instrument="018f0000-0000-7000-8000-000000000003",
        kind=Kind.AMENDMENT,
        clauses=(term, gone),
        annexes=(consolidated_sha256(text), "cd" * 32),
    )
    return amended(text, amendment)


def _of(struct: Clause | Frame) -> dict[str, Json]:
    members = plain(struct)
    assert isinstance(members, dict)
    return members


def _case(digested: Json, sha256: str) -> dict[str, Json]:
    canonical = canonical_bytes(digested).decode()
    return {"document": digested, "canonical": canonical, "sha256": sha256}


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
