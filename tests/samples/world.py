"""The invented joint venture that the samples are taken from, and what its readers call things."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from aggregates.deal.policy import Policy
from aggregates.vocabulary import (
    Clause,
    ClauseText,
    Day,
    Deadline,
    Frame,
    Money,
    Party,
    Percentage,
    Quantity,
    Rate,
    Sealed,
    Wording,
)

ENGLISH = {
    "linghai": "Linghai New Energy",
    "andes": "Andes Renovables",
    "wisla": "Wisła Kapitał",
    "bureau": "the Investment Bureau",
    "chamber": "the Chamber of Notaries",
    "fair": "the Harbour Fair",
    "harbour-bank": "Harbour Bank",
    "lin-yue": "Lin Yue",
    "wen-hao": "Wen Hao",
    "rojas": "Inés Rojas",
    "quispe": "Mateo Quispe",
    "wanda": "Wanda Żak",
    "gu-lan": "Gu Lan",
    "he-jing": "He Jing",
    "okafor": "Ada Okafor",
    "sato": "Sato Kei",
    "agreement-1": "the joint venture agreement",
    "letter-1": "the letter of intent",
    "project-1": "Module factory at Puerto Claro",
}
CHINESE = {
    **ENGLISH,
    "linghai": "凌海新能源",
    "bureau": "投资促进局",
    "chamber": "公证协会",
    "fair": "海港博览会",
    "harbour-bank": "海港银行",
    "lin-yue": "林玥",
    "wen-hao": "文昊",
    "gu-lan": "顾岚",
    "he-jing": "何静",
    "agreement-1": "合资协议",
    "letter-1": "意向书",
    "project-1": "明港组件工厂",
}


def at(day: int, hour: int = 9, minute: int = 30) -> datetime:
    """Return an instant of September 2026."""
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC)


def until(day: int) -> Deadline:
    """Return the close of business in Shanghai on a day of September 2026."""
    return Deadline(at=at(day, 10, 0), zone="Asia/Shanghai", calendar="edition-2026")


def digest(what: str) -> str:
    """Return a digest that stands for ``what``."""
    return hashlib.sha256(what.encode()).hexdigest()


def sealed(what: str) -> Sealed:
    """Return a sealed field that stands for ``what``: of the right form, and without a key."""
    noise = hashlib.shake_256(what.encode()).digest(12 + 32 + 32 + 16 + len(what.encode()))
    return Sealed(
        kid=digest("key of wen-hao")[:32],
        nonce=noise[:12],
        commitment=noise[12:44],
        ciphertext=noise[44:],
    )


LINGHAI = Party(
    id="linghai",
    legal_name="凌海新能源有限公司",
    country="CN",
    registration="NTRCN-91350200MA00000X1A",
)
ANDES = Party(
    id="andes", legal_name="Andes Renovables S.A.", country="PE", registration="NTRPE-20999999991"
)
WISLA = Party(
    id="wisla", legal_name="Wisła Kapitał S.A.", country="PL", registration="NTRPL-0000999999"
)

POLICY = Policy(
    principals_max=6,
    nda_required=True,
    required_languages=("en", "zh-Hans"),
    certified_languages=("zh-Hans",),
    mandatory_clauses=("governing-law", "disputes"),
    approval_kinds=("board",),
)

RATES = (
    Rate(base="EUR", quote="CNY", rate="8.3021", day="2026-09-08", source="central bank fixing"),
    Rate(base="USD", quote="CNY", rate="7.1088", day="2026-09-08", source="central bank fixing"),
)

FRAME = Frame(
    values={
        "title": Wording(texts={"en": "Joint Venture Agreement", "zh-Hans": "合资协议"}),
        "amount": Money(amount="480000000", currency="CNY"),
    },
    authentic_languages=("en", "zh-Hans"),
    governing_law="Laws of Singapore",
    forum="Arbitration in Singapore, three arbitrators",
    clause_ids=("1", "2", "3"),
    annexes=(digest("annex A: site plan"),),
)

CAPITAL = Clause(
    id="2",
    values={
        "registered_capital": Money(amount="240000000", currency="CNY"),
        "share_of_linghai": Percentage(value="51"),
        "paid_within": Quantity(value="90", unit="day"),
        "last_payment": Day(value="2027-03-31"),
        "named": Wording(texts={"en": "Puerto Claro Solar", "zh-Hans": "明港光伏"}),
    },
    texts={
        "en": ClauseText(
            title="Capital", body="The parties pay in the registered capital as set out above."
        ),
        "zh-Hans": ClauseText(title="资本", body="各方应按上述约定缴付注册资本。"),
    },
)
PURPOSE = Clause(
    id="1",
    texts={
        "en": ClauseText(title="Purpose", body="The company makes and sells solar modules."),
        "zh-Hans": ClauseText(title="宗旨", body="公司生产并销售太阳能组件。"),
    },
)
DELIVERY = Clause(
    id="3",
    values={"capacity": Quantity(value="1.2", unit="GW")},
    texts={
        "en": ClauseText(title="Capacity", body="The works reach the capacity stated."),
        "zh-Hans": ClauseText(title="产能", body="工厂应达到约定产能。"),
    },
)
