"""2. The base is the recorded one, or the one that the registry's first signature certifies."""

from __future__ import annotations

import hashlib

from aggregates.vocabulary import SeatRole
from signing.errors import SignatureError
from signing.verify.case import Case


def check_base(case: Case) -> None:
    """Promise that the base, with the terms in it, is the registry's, and the recorded one if any.

    The certification must be the first signature, allow nothing but further signatures, and be
    the trusted registry's own: its seat names the office that the trust policy is of.

    Raises:
        SignatureError: ``base_of_another``, ``not_certified``, ``terms_unreadable``,
            ``terms_of_another``, ``sheet_unreadable``.
    """
    if case.record is not None:
        digest = hashlib.sha256(case.base).hexdigest()
        if digest != case.record.base_pdf_sha256:
            raise SignatureError(
                "base_of_another", sha256=digest, recorded=case.record.base_pdf_sha256
            )
    first = case.signed[0] if case.signed else None
    if first is None or not first.certifies or case.reading.certifications != 1:
        raise SignatureError("not_certified")
    seats = [seat for seat in case.sheet.seats if seat.field == first.field]
    office = case.trust.identifier
    if not seats or seats[0].role is not SeatRole.REGISTRY or seats[0].of != office:
        raise SignatureError("not_certified")
    _ = case.terms
