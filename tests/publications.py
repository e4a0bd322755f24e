"""A first publication of an invented edition, as rules and pages meet it in tests."""

from __future__ import annotations

from datetime import timedelta

from people import CLERK, NOON, OFFICIAL

from aggregates.publication.events import (
    ChangeNote,
    PublicationEvent,
    PublicationPrepared,
    PublicationSentBack,
    PublicationSignedOff,
)
from aggregates.publication.prepare_publication import PreparePublication
from aggregates.publication.send_back_publication import SendBackPublication
from aggregates.publication.sign_off_publication import SignOffPublication
from aggregates.publication.status import Status
from aggregates.vocabulary import Rate

MIDNIGHT = NOON - timedelta(hours=20)
USD = Rate(base="USD", quote="CNY", rate="7.1088", day="2026-09-08", source="central bank fixing")
NOTE = ChangeNote(en="Two agreements more.", zh="新增两份协议。")
PREPARE = PreparePublication(
    actor=OFFICIAL,
    at=NOON,
    publication="first",
    edition="edition-2026",
    number=1,
    status=Status.PROVISIONAL,
    cut_off=MIDNIGHT,
    zone="Asia/Shanghai",
    position=40,
    figures_sha256="a1" * 32,
    currency="CNY",
    rates=(USD,),
)
PREPARED = PublicationPrepared(
    at=NOON,
    publication="first",
    edition="edition-2026",
    number=1,
    status=Status.PROVISIONAL,
    cut_off=MIDNIGHT,
    zone="Asia/Shanghai",
    position=40,
    figures_sha256="a1" * 32,
    currency="CNY",
    rates=(USD,),
    by="he-jing",
)
SIGN_OFF = SignOffPublication(actor=CLERK, at=NOON, publication="first", figures_sha256="a1" * 32)
SIGNED_OFF = PublicationSignedOff(
    at=NOON, publication="first", figures_sha256="a1" * 32, by="bao-ning"
)
SEND_BACK = SendBackPublication(
    actor=CLERK, at=NOON, publication="first", reason="The rate of the dollar is old."
)
SENT_BACK = PublicationSentBack(
    at=NOON, publication="first", reason="The rate of the dollar is old.", by="bao-ning"
)


def published(number: int, status: Status, position: int) -> tuple[PublicationEvent, ...]:
    """Return what happened to a publication that was signed off."""
    name = f"no-{number}"
    prepared = PublicationPrepared(
        at=NOON,
        publication=name,
        edition="edition-2026",
        number=number,
        status=status,
        cut_off=MIDNIGHT,
        zone="Asia/Shanghai",
        position=position,
        figures_sha256=f"{number:02x}" * 32,
        currency="CNY",
        rates=(USD,),
        by="he-jing",
        revises="" if number == 1 else f"no-{number - 1}",
        note=None if number == 1 else NOTE,
    )
    signed = PublicationSignedOff(
        at=NOON, publication=name, figures_sha256=prepared.figures_sha256, by="bao-ning"
    )
    return prepared, signed
