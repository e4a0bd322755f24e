"""Moves of the signing, from its opening to the seal; and of the mandates it rests on."""

from __future__ import annotations

from typing import TypeAlias

from api.dealfile.fields import Flag, Id, MandateRef, Moment, PersonRef, Text
from api.dealfile.moves.move import InstrumentMove, Move
from api.dealfile.moves.seats import SeatDraft


class OpenSigning(InstrumentMove, frozen=True, kw_only=True, tag="open_signing"):
    """Have the document rendered and certified, and lay out its seats.

    ``embargoed``: what is signed before the stage counts from when the signing is called there.
    """

    expires: Moment
    seats: tuple[SeatDraft, ...]
    embargoed: Flag = False


class CallSigning(InstrumentMove, frozen=True, kw_only=True, tag="call_signing"):
    """Call an embargoed signing on the stage."""


class OpenTurn(InstrumentMove, frozen=True, kw_only=True, tag="open_turn"):
    """Take the pen at a seat: until it expires, nobody else signs."""

    seat: Id
    expires: Moment


class ReplaceSignatory(InstrumentMove, frozen=True, kw_only=True, tag="replace_signatory"):
    """Put another person, with a mandate, into a seat that is not yet signed."""

    seat: Id
    person: PersonRef
    mandate: MandateRef


class Sign(InstrumentMove, frozen=True, kw_only=True, tag="sign"):
    """Sign at a seat for a principal."""

    seat: Id


class RefuseToSign(InstrumentMove, frozen=True, kw_only=True, tag="refuse_to_sign"):
    """Refuse to sign at a seat: the terms are open again."""

    seat: Id
    reason: Text


class VoidSigning(InstrumentMove, frozen=True, kw_only=True, tag="void_signing"):
    """Call the signing off; the terms stay locked."""

    reason: Text


class ExpireSigning(InstrumentMove, frozen=True, kw_only=True, tag="expire_signing"):
    """Close a signing whose deadline has passed; by ``system``."""


class Witness(InstrumentMove, frozen=True, kw_only=True, tag="witness"):
    """Attest, as a witness, what the principals have signed."""

    seat: Id


class Notarise(InstrumentMove, frozen=True, kw_only=True, tag="notarise"):
    """Attest, as a notary, what the principals have signed."""

    seat: Id


class OfficialSign(InstrumentMove, frozen=True, kw_only=True, tag="official_sign"):
    """Sign last, as an official, and lock every field."""

    seat: Id


class Seal(InstrumentMove, frozen=True, kw_only=True, tag="seal"):
    """Close the file, as the registry."""


class RevokeMandate(Move, frozen=True, kw_only=True, tag="revoke_mandate"):
    """Take a mandate back; past signatures stay, open seats are blocked."""

    mandate: MandateRef
    reason: Text


SigningMove: TypeAlias = (
    OpenSigning
    | CallSigning
    | OpenTurn
    | ReplaceSignatory
    | Sign
    | RefuseToSign
    | VoidSigning
    | ExpireSigning
    | Witness
    | Notarise
    | OfficialSign
    | Seal
    | RevokeMandate
)
