"""Seats as a move lays them out."""

from __future__ import annotations

from typing import Literal

import msgspec

from api.dealfile.fields import BodyRef, Count, Flag, Id, MandateRef, PersonRef


class SitterDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign at a seat; a signatory under a mandate."""

    person: PersonRef
    mandate: MandateRef = ""


class SeatDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A place to sign for the organisation or office ``of``.

    A lower ``turn`` signs first. One sitter signs alone; n seats with the same m sitters are n of
    m. The registry's own seat need not be written.
    """

    id: Id
    role: Literal["signatory", "witness", "notary", "official"] = "signatory"
    of: BodyRef
    turn: Count = 1
    required: Flag = True
    sitters: tuple[SitterDraft, ...]
