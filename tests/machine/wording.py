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
    Wording,
)

AGREEMENT: Final = "agreement-1"
NDA: Final = "nda-1"
LETTER: Final = "letter-1"
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {AGREEMENT: Kind.AGREEMENT, NDA: Kind.NDA, LETTER: Kind.LETTER_OF_INTENT}
)
CLAUSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {AGREEMENT: ("scope", "capital", "term"), NDA: ("secrecy",), LETTER: ("aim",)}
)
AUTHENTIC: Final = "en"
TRANSLATED: Final = "zh-Hans"
FRAMES: Final = 6
"""How many frames there are of each instrument."""
VERSIONS: Final = 6
"""How many wordings there are of each clause."""
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


def frame(paper: str, number: int) -> Frame:
    """Return the frame ``number`` of an instrument."""
    title = Wording(texts={AUTHENTIC: f"{paper} {number}"})
    if paper == AGREEMENT:
        amount = Money(amount=_AMOUNTS[number], currency="CNY")
        return _frame(_ORDERS[number], number, title=title, amount=amount)
    return _frame(CLAUSES[paper], number, title=title)


def clause(paper: str, row: str, number: int) -> Clause:
    """Return the wording ``number`` of a clause."""
    text = ClauseText(title=row.capitalize(), body=f"Wording {number} of {row} in {paper}.")
    values = {"share": Percentage(value=str(number // 2))}
    return Clause(id=row, values=dict(values), texts={AUTHENTIC: text})


def translation(row: str, number: int) -> ClauseText:
    """Return the translation ``number`` of a clause."""
    return ClauseText(title=f"条款 {row}", body=f"译文 {number}。")


def _frame(rows: tuple[str, ...], number: int, **values: Wording | Money) -> Frame:
    return Frame(
        values=dict(values),
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
