"""Asking pyHanko about every signature and every time-stamp of a file that our steps have shown."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from io import BytesIO
from typing import Protocol, cast

from pyhanko.pdf_utils import filters
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation import ades
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import SignatureValidationSpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo

from signing.errors import SignatureError
from signing.verify.ades.clock import asked_at
from signing.verify.ades.lists import containers
from signing.verify.ades.moments import moments
from signing.verify.ades.policy import Policy
from signing.verify.ades.still import run
from signing.verify.ades.view import View, view_of
from signing.verify.archive import ArchiveStamp
from signing.verify.case import Case
from signing.verify.signed import SignedField

_IMPORTED = filters
"""pyHanko imports them at its first stream, where a confined process can import nothing."""

for _library in ("pyhanko", "pyhanko_certvalidator"):
    _log = logging.getLogger(_library)  # tells whose certificate is over, on whatever there is
    _log.addHandler(logging.NullHandler())
    _log.propagate = False


class _Found(Protocol):
    ades_subindic: object


class _OfTimeStamp(Protocol):
    """What pyHanko has without all its types."""

    def __call__(
        self,
        token: object,
        spec: SignatureValidationSpec,
        imprint: Callable[[str], bytes],
        timing: ValidationTimingInfo,
        /,
    ) -> Coroutine[object, None, _Found]: ...


def require_agreement(case: Case) -> None:
    """Promise that pyHanko finds every signature and every time-stamp valid, too.

    MUST be asked of a file only that all steps have shown.

    Raises:
        SignatureError: ``opinion_differs`` with the ``field``, and what is ``said`` of it.
    """
    policy = _policy(case)
    first, *later = moments(case)
    end = case.archive[0].over.revision.end if case.archive else len(case.pdf)
    _require_signed(case, policy, case.pdf[:end], first)
    if later:
        whole = PdfFileReader(BytesIO(case.pdf))
        for kept, moment in zip(case.archive[1:], later, strict=True):
            _require_stamp(kept.over, _of(whole, kept.over.field), policy, moment)


def _policy(case: Case) -> Policy:
    authorities = case.authorities
    above = (*authorities.all_roots, *authorities.between)
    lasting = authorities.lists_of(above)
    issuers = (*authorities.issuers, *authorities.seal_issuers)
    inside = {der for kept in case.archive[:1] for der in kept.lists}
    others = (der for der in authorities.lists_of(issuers) if der not in inside)
    return Policy(authorities, case.trust.rules, containers(lasting, others))


def _require_signed(case: Case, policy: Policy, pdf: bytes, moment: datetime) -> None:
    reader = PdfFileReader(BytesIO(pdf))
    seen = [str(one.field_name) for one in reader.embedded_regular_signatures]
    if seen != [one.field for one in case.signed]:
        raise SignatureError("opinion_differs", field=", ".join(seen), said="other signatures")
    for one in case.signed:
        _require_lasting(case, one, _of(reader, one.field), policy, view_of(case, one, moment))


def _require_lasting(
    case: Case, one: SignedField, seen: EmbeddedPdfSignature, policy: Policy, view: View
) -> None:
    """The time-stamps must count, too: without the archive's, pyHanko goes on and says nothing."""
    timing = ValidationTimingInfo(view.moment, view.at, point_in_time_validation=True)
    with asked_at(view.moment):
        found = run(ades.ades_lta_validation(seen, policy.of_signature(view), timing))
    archived = next((kept.over.stamp.at for kept in case.archive), None)
    if found.ades_subindic is not AdESPassed.OK:
        raise SignatureError("opinion_differs", field=one.field, said=_said(found.ades_subindic))
    if (found.best_signature_time, found.oldest_evidence_record_timestamp) != (view.at, archived):
        raise SignatureError("opinion_differs", field=one.field, said="OK, without the archive")


def _require_stamp(
    one: ArchiveStamp, seen: EmbeddedPdfSignature, policy: Policy, moment: datetime
) -> None:
    timing = ValidationTimingInfo(moment, moment, point_in_time_validation=True)
    validate = cast("_OfTimeStamp", ades.ades_timestamp_validation)
    with asked_at(moment):
        asked = validate(seen.signed_data, policy.of_time_stamp(), lambda _: one.digest, timing)
        found = run(asked)
    if found.ades_subindic is not AdESPassed.OK:
        raise SignatureError("opinion_differs", field=one.field, said=_said(found.ades_subindic))


def _of(reader: PdfFileReader, field: str) -> EmbeddedPdfSignature:
    signatures: Iterable[EmbeddedPdfSignature] = reader.embedded_signatures
    return next(one for one in signatures if one.field_name == field)


def _said(indication: object) -> str:
    return str(indication).rpartition(".")[2]
