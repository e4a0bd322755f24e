"""Samples of what happens to the rows of the matrix, clauses by principals."""

from __future__ import annotations

from msgspec.structs import replace

from aggregates.deal.terms.events import (
    ClauseAccepted,
    ClauseCountered,
    ClauseReserved,
    FrameCountered,
    OfferExpired,
    OfferTabled,
    OfferWithdrawn,
)
from aggregates.vocabulary import Money
from samples.world import CAPITAL, DELIVERY, FRAME, PURPOSE, at, digest, until

EVENTS = (
    OfferTabled(
        at=at(5),
        instrument="agreement-1",
        offer_no=2,
        principal="linghai",
        by="lin-yue",
        frame=FRAME,
        clauses=(PURPOSE, CAPITAL, DELIVERY),
        links=(("2", "3"),),
        digests={
            "frame": digest("frame"),
            "1": digest("clause 1"),
            "2": digest("clause 2"),
            "3": digest("clause 3"),
        },
        parties_sha256=digest("parties"),
        voids={"2": ("andes", "wisla"), "3": ("andes",)},
        expires_at=until(11),
        irrevocable_until=until(8),
    ),
    OfferWithdrawn(
        at=at(9, 12),
        instrument="agreement-1",
        offer_no=2,
        principal="linghai",
        by="lin-yue",
        reason="The price of glass went up.",
    ),
    OfferExpired(at=at(11, 10, 1), instrument="agreement-1", offer_no=3, by="system"),
    ClauseAccepted(
        at=at(5, 14),
        instrument="agreement-1",
        clause="1",
        clause_sha256=digest("clause 1"),
        parties_sha256=digest("parties"),
        principal="andes",
        by="rojas",
    ),
    ClauseCountered(
        at=at(5, 15),
        instrument="agreement-1",
        offer_no=3,
        clause=CAPITAL,
        clause_sha256=digest("clause 2, countered"),
        previous_sha256=digest("clause 2"),
        parties_sha256=digest("parties"),
        principal="andes",
        by="rojas",
        voids=("linghai", "wisla"),
    ),
    FrameCountered(
        at=at(5, 16),
        instrument="agreement-1",
        offer_no=3,
        frame=replace(
            FRAME, values={**FRAME.values, "amount": Money(amount="472500000.5", currency="CNY")}
        ),
        frame_sha256=digest("frame, countered"),
        previous_sha256=digest("frame"),
        parties_sha256=digest("parties"),
        principal="andes",
        by="rojas",
        voids=("linghai",),
    ),
    ClauseReserved(
        at=at(6, 15),
        instrument="agreement-1",
        clause="3",
        clause_sha256=digest("clause 3"),
        principal="wisla",
        by="wanda",
        reason="The capacity needs the grid operator's word first.",
    ),
)
