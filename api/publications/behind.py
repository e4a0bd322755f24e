"""Which deals make each number of a publication: listed, or committed to by salted digests.

A salt is derived from a secret of the edition's publications, for each deal in each number of each
publication: the registry can open a commitment to whom it concerns, and nobody else can tell
whether two of them are of one deal.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterator
from typing import Final

import msgspec

from aggregates.vocabulary import DealId
from api.packs.contents import Behind
from projections.figures.cells import TOTAL, Place
from projections.figures.crossed import Crossed
from projections.figures.f1_headline import Headline
from projections.figures.f8_funnel import Funnel
from projections.figures.f9_health import NegotiationHealth
from projections.figures.keeping import Recalled
from projections.figures.suppression import Table

_SALT: Final = b"counterseal/figures-salt/v1\0"
_ALL: Final[Place] = (TOTAL, TOTAL)
_HEADLINE: Final = frozenset({(TOTAL, "inbound"), _ALL})
"""What F1 tells of the table that it shares with F2."""
_OF_ALL: Final = frozenset({"idle", "waiting_on"})
"""Lines of F9 that have the same total: where one would leave it out, neither is told."""


class Committing(msgspec.Struct, frozen=True, kw_only=True):
    """Makes the lines of one publication: its ``secret``, its ``number``, and who may be listed.

    ``listed`` are deals of which all is agreed to be published, each with the tier of which it is.
    They are so in tables of a tier alone, of what was executed: nobody agreed to more.
    """

    secret: bytes
    position: int
    number: int
    listed: frozenset[tuple[str, DealId]] = frozenset()

    def line(self, figure: str, place: tuple[str, str, str], deals: Collection[DealId]) -> Behind:
        """Return the deals behind the number at ``place``: tier, row and column."""
        tier, row, column = place
        said = {one for one in deals if (tier, one) in self.listed}
        kept = sorted(self.commitment(figure, place, one) for one in {*deals} - said)
        return Behind(
            definition=figure,
            tier=tier,
            row=row,
            column=column,
            deals=tuple(sorted(said)),
            commitments=tuple(kept),
        )

    def commitment(self, figure: str, place: tuple[str, str, str], deal: DealId) -> str:
        """Return SHA-256 of the salt and the deal's id, in hexadecimal."""
        salt = self.salt(figure, place, deal)
        return hashlib.sha256(salt + deal.encode()).hexdigest()

    def salt(self, figure: str, place: tuple[str, str, str], deal: DealId) -> bytes:
        """Return the 32 bytes that keep a commitment from being guessed."""
        told = msgspec.json.encode([self.position, self.number, figure, *place, deal])
        return hmac.digest(self.secret, _SALT + told, "sha256")


def lines_behind(
    figure: str, answer: object, recalled: Recalled, committing: Committing
) -> Iterator[Behind]:
    """Yield a line for each number of ``answer`` that is told and that deals make.

    ``recalled`` was asked for this figure alone. In a table that is not of a tier, ``tier`` names
    the part of the answer, such as ``idle`` or ``filings``; of F8, ``row`` is the step.
    """
    for table, cells in recalled.shown():
        for place in sorted(cells):
            at = _number_at(answer, table, place, cells)
            if at is not None and cells[place].deals:
                yield committing.line(figure, at, cells[place].deals)


def _number_at(
    answer: object, table: str, place: Place, cells: Table
) -> tuple[str, str, str] | None:
    """Return where the answer has the number; None if it does not tell it."""
    match answer:
        case Headline() if place not in _HEADLINE:
            return None
        case Crossed() if _ALL not in cells:  # see `projections.figures.crossed`
            return None
        case NegotiationHealth() if answer.deals.left_out and table in _OF_ALL:
            return None
        case Funnel():
            return _in_funnel(answer, table, place)
        case _:
            return table, *place


def _in_funnel(answer: Funnel, table: str, place: Place) -> tuple[str, str, str] | None:
    for number, step in enumerate(answer.steps):
        if table == f"reached_{step.step}" and step.reached is not None:
            return "", step.step, "reached"
        if (table, place) == ("steps", (str(number), "staying")) and step.staying is not None:
            return "", step.step, "staying"
    return None
