"""The wordings that the sides put to one another, by number.

Two wordings of a clause of which one is even and the other the next odd number have the same typed
values: the one may be a clerical correction of the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from aggregates.vocabulary import (
    Clause,
    ClauseText,
    Frame,
    Kind,
    Money,
    Percentage,
    Value,
    Wording,
)

AGREEMENT: Final = "agreement-1"
NDA: Final = "nda-1"
LETTER: Final = "letter-1"
AMENDMENTS: Final = ("amendment-1", "amendment-2")
TERMINATION: Final = "termination-1"
CHANGING: Final = (*AMENDMENTS, TERMINATION)
PAID: Final = "paid"
"""The value of the clause on capital that says how much is paid in."""
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        AGREEMENT: Kind.AGREEMENT,
        NDA: Kind.NDA,
        LETTER: Kind.LETTER_OF_INTENT,
        **dict.fromkeys(AMENDMENTS, Kind.AMENDMENT),
        TERMINATION: Kind.TERMINATION,
    }
)
CLAUSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        AGREEMENT: ("scope", "capital", "term"),
        NDA: ("secrecy",),
        LETTER: ("aim",),
        **dict.fromkeys(AMENDMENTS, ("capital", "term", "extra", "scope")),
        TERMINATION: ("end",),
    }
)
AUTHENTIC: Final = "en"
TRANSLATED: Final = "zh-Hans"
FRAMES: Final = 6
"""How many frames there are of each instrument."""
VERSIONS: Final = 6
"""How many wordings there are of each clause."""
FIRST_DELETION: Final = 4
UNSIGNABLE: Final = (2, 5)
"""The frames that cannot be signed: above every signatory's limit, without a mandatory clause."""

_AMOUNTS = ("300000000", "480000000", "620000000", "300000000", "300000000", "480000000")
_ORDERS = (
    ("scope", "capital", "term"),
    ("scope", "capital", "term"),
    ("scope", "capital", "term"),
    ("scope", "term"),
    ("term", "scope", "capital"),
    ("capital", "term"),
)
"""Each in its frame. The edition makes ``scope`` mandatory."""
_CHANGES = (
    ("capital",),
    ("capital", "extra"),
    ("term",),
    ("extra", "term"),
    ("scope", "term"),
    ("capital", "term"),
)
"""The clauses that an amendment names, each in its frame."""


def frame(paper: str, number: int, annexes: tuple[str, ...] = ()) -> Frame:
    """Return the frame ``number`` of an instrument."""
    title = Wording(texts={AUTHENTIC: f"{paper} {number}"})
    if paper == AGREEMENT or paper in AMENDMENTS:
        amount = Money(amount=_AMOUNTS[number], currency="CNY")
        rows = (_ORDERS if paper == AGREEMENT else _CHANGES)[number]
        return _frame(rows, number, annexes, title=title, amount=amount)
    return _frame(CLAUSES[paper], number, annexes, title=title)


def clause(paper: str, row: str, number: int) -> Clause:
    """Return the wording ``number`` of a clause; the last two of an amendment's delete it."""
    text = ClauseText(title=row.capitalize(), body=f"Wording {number} of {row} in {paper}.")
    values: dict[str, Value] = {"share": Percentage(value=str(number // 2))}
    if row == "capital":
        values[PAID] = Money(amount=str(101 + number // 2), currency="CNY")
    if paper in AMENDMENTS and number >= FIRST_DELETION:
        values["deleted"] = Percentage(value="100")
    return Clause(id=row, values=values, texts={AUTHENTIC: text})


def translation(row: str, number: int) -> ClauseText:
    """Return the translation ``number`` of a clause."""
    return ClauseText(title=f"条款 {row}", body=f"译文 {number}。")


def _frame(
    rows: tuple[str, ...], number: int, annexes: tuple[str, ...], **values: Wording | Money
) -> Frame:
    return Frame(
        values=dict(values),
        annexes=annexes,
        authentic_languages=(AUTHENTIC,),
        governing_law=f"Law {number}",
        forum="Arbitration in Singapore",
        clause_ids=rows,
    )


def slip_of(clause: Clause | None) -> int:
    """Return the number of the wording that has the typed values of ``clause``, and another text.

    It is 0 if there is no clause.
    """
    if clause is None:
        return 0
    found = re.match(r"Wording (\d+)", clause.texts[AUTHENTIC].body)
    assert found is not None, "every wording says its number"
    return int(found[1]) ^ 1
