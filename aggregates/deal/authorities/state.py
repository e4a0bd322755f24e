"""What is on record of the executed instruments of a deal."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from aggregates.deal.authorities.events import (
    AnnulledByDecision,
    AttestationAttached,
    DisputeRecorded,
    ExecutionSuspended,
)
from aggregates.deal.parties.state import NOTHING
from aggregates.vocabulary import InstrumentId, Sha256


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A dispute; ``decision_sha256`` is what ended it, and empty while it is open."""

    recorded: DisputeRecorded
    decision_sha256: Sha256 = ""


class Suspension(msgspec.Struct, frozen=True, kw_only=True):
    """A suspended execution; ``decision_sha256`` is what lifted it, and empty while it stands."""

    recorded: ExecutionSuspended
    decision_sha256: Sha256 = ""


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """Disputes, suspensions and attestations by their ids; annulments by instrument."""

    disputes: Mapping[str, Dispute] = NOTHING
    suspensions: Mapping[str, Suspension] = NOTHING
    annulments: Mapping[InstrumentId, AnnulledByDecision] = NOTHING
    attestations: Mapping[str, AttestationAttached] = NOTHING
