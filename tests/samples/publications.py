"""Samples of what happens to the publications of an edition."""

from __future__ import annotations

from aggregates.publication.events import (
    ChangeNote,
    PublicationPrepared,
    PublicationSentBack,
    PublicationSignedOff,
)
from aggregates.publication.status import Status
from samples.world import RATES, at

EVENTS = (
    PublicationPrepared(
        at=at(28),
        publication="publication-2",
        edition="edition-2026",
        number=2,
        status=Status.REVISED,
        cut_off=at(27, 16),
        zone="Asia/Shanghai",
        position=4_210,
        figures_sha256="5e" * 32,
        currency="CNY",
        rates=RATES,
        by="he-jing",
        revises="publication-1",
        note=ChangeNote(
            en="One agreement was annulled after the fair.", zh="会后有一份协议被宣告无效。"
        ),
    ),
    PublicationSignedOff(
        at=at(28, 1), publication="publication-2", figures_sha256="5e" * 32, by="sato"
    ),
    PublicationSentBack(
        at=at(28, 2), publication="publication-3", reason="The rate of the euro is old.", by="sato"
    ),
)
