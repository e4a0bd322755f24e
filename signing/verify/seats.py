"""3. The fields are exactly the seats, and each is signed by a certificate made for that seat.

A right certificate in the wrong box is what every cryptographic validator accepts.
"""

from __future__ import annotations

from aggregates.signing_sheet import SheetSeat
from aggregates.vocabulary import SeatRole
from signing.errors import SignatureError
from signing.verify.case import Case
from signing.verify.signed import SignedField


def check_seats(case: Case) -> None:
    """Promise that who should have signed has, each where they should, and nobody else.

    Signatures by hand, upon the printed base, are not in the file: an official attested them.

    Raises:
        SignatureError: ``fields_differ``, ``seat_empty``, ``seat_of_another``, ``out_of_turn``,
            ``signed_twice``, and what reading the file raises.
    """
    seats = {seat.field: seat for seat in case.sheet.seats}
    expected = sorted(seat.field for seat in case.sheet.seats)
    found = sorted(field.name for field in case.fields)
    if expected != found or len(seats) != len(expected):
        raise SignatureError("fields_differ", expected=tuple(expected), found=tuple(found))
    signed = [one.field for one in case.signed]
    if len(set(signed)) != len(signed):
        raise SignatureError("signed_twice", fields=tuple(signed))
    for one in case.signed:
        _require_own(seats[one.field], one, case)
    turns = [int(seats[field].turn) for field in signed]
    if turns != sorted(turns):
        raise SignatureError("out_of_turn", fields=tuple(signed))
    _require_signed(case, signed)  # last: that a seat is empty hides nothing about the others


def _require_signed(case: Case, signed: list[str]) -> None:
    """Where an official attested signatures by hand, the recorded file has the registry's alone.

    That it is the recorded one, without any other signature, is for step 8 to show.
    """
    if case.record is not None and case.record.attested_by:
        return
    for seat in case.sheet.seats:
        if seat.required and seat.field not in signed:
            raise SignatureError("seat_empty", field=seat.field, legal_name=seat.legal_name)


def _require_own(seat: SheetSeat, one: SignedField, case: Case) -> None:
    """The certificate is of the seat's role, for the seat's organisation.

    A seal from elsewhere states no role of ours: it is for the registry's seat, and no other.
    """
    certificate = one.message.certificate
    subject = certificate.subject
    elsewhere = certificate.der in case.trust.seals
    own = (
        (SeatRole.REGISTRY if elsewhere else certificate.seat_role) is seat.role
        and subject.identifier == seat.of
        and subject.organisation == seat.legal_name
    )
    if not own:
        raise SignatureError(
            "seat_of_another",
            field=seat.field,
            legal_name=seat.legal_name,
            signed_for=subject.organisation,
        )
