"""Prepare the seal of an executed instrument."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from aggregates.deal.signing.events import Revision
from aggregates.deal.signing.seal_agreement import SealAgreement, seal_agreement
from aggregates.deal.state import Instrument
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor
from api.contracts.prepared import Prepared
from api.contracts.room import Room

LEVEL: Final = "B-T"
"""Every signature is time-stamped: the newest revision is sealed as it is (ETSI EN 319 142-1)."""


def prepare_seal(room: Room, instrument: Instrument, at: datetime, actor: Actor) -> Prepared:
    """Return the sealing of the newest revision.

    Raises:
        RuleError: ``no_signing``.
    """
    if instrument.signing is None:
        raise RuleError("no_signing", instrument=instrument.id)
    newest = instrument.signing.pdf_sha256
    command = SealAgreement(
        actor=actor,
        at=at,
        instrument=instrument.id,
        revision=Revision(
            base_pdf_sha256=instrument.signing.base_pdf_sha256,
            previous_pdf_sha256=newest,
            pdf_sha256=newest,
        ),
        level=LEVEL,
    )
    return Prepared(streams=room.source, decision=seal_agreement, command=command)
