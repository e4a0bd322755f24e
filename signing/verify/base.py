"""2. The base is the recorded one, or the one that the registry's first signature certifies."""

from __future__ import annotations

from aggregates.vocabulary import SeatRole
from signing.errors import SignatureError
from signing.verify.case import Case


def check_base(case: Case) -> None:
    """Promise that the base, with the terms in it, is the registry's, and the recorded one if any.

    The certification must be the first signature, allow nothing but further signatures, and be
    the trusted registry's own: its seat names the office that the trust policy is of.

    Raises:
        SignatureError: ``base_of_another``, ``not_certified``, ``terms_unreadable``,
            ``terms_of_another``, ``sheet_unreadable``, and what reading the file raises.
    """
    recorded = "" if case.record is None else case.record.base_pdf_sha256
    if recorded and case.base_sha256 != recorded:
        raise SignatureError("base_of_another", sha256=case.base_sha256, recorded=recorded)
    if [one.certifies for one in case.signed] != [True, *(False for _ in case.signed[1:])]:
        raise SignatureError("not_certified")
    first = next((seat for seat in case.sheet.seats if seat.field == case.signed[0].field), None)
    if first is None or (first.role, first.of) != (SeatRole.REGISTRY, case.trust.identifier):
        raise SignatureError("not_certified")
    _ = case.terms  # which are the ones that the sheet names
