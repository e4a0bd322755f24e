"""Moves of who signs by hand: the scan, its confirmation, and what an official attests."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from api.dealfile.fields import AnnexRef, Flag, Id, MandateRef, PersonRef
from api.dealfile.moves.move import InstrumentMove


class HandDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A signature by hand at a seat; ``chopped`` with the company's chop."""

    seat: Id
    person: PersonRef
    mandate: MandateRef
    chopped: Flag = False


class RecordPaperExecution(InstrumentMove, frozen=True, kw_only=True, tag="record_paper_execution"):
    """Hand in the scan of the printed document, as all have signed it by hand."""

    scan: AnnexRef
    hands: tuple[HandDraft, ...]


class ConfirmPaperExecution(
    InstrumentMove, frozen=True, kw_only=True, tag="confirm_paper_execution"
):
    """Confirm the scan that was handed in."""


class AttestPaperExecution(InstrumentMove, frozen=True, kw_only=True, tag="attest_paper_execution"):
    """Attest the paper original, as an official: the instrument is executed."""


PaperMove: TypeAlias = RecordPaperExecution | ConfirmPaperExecution | AttestPaperExecution
