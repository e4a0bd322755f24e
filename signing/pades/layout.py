"""Room for a signature in a PDF, as an incremental update.

Everything that was there stays, octet for octet. The update holds the field with its value and
appearance, the signature dictionary, and for the certification signature the catalogue; nothing
else, in particular no metadata: what the base says of itself stays true.
"""

from __future__ import annotations

from typing import cast

from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from signing.errors import SignatureError
from signing.pades.gap import CONTENTS_OCTETS, Gap
from signing.pades.objects import (
    Dictionary,
    Laid,
    are_signed,
    dictionary_at,
    embedding,
    lock_of,
    rewrite_catalogue,
    show,
)
from signing.pades.reading import Reading
from signing.pades.request import SignatureRequest
from signing.pades.updating import Update, updating


def lay_out(pdf: bytes, request: SignatureRequest) -> Gap:
    """Return ``pdf`` with an update that gives the field a signature still to be filled in.

    Raises:
        SignatureError: ``field_unknown``, ``field_signed``, ``certified_too_late`` when another
            signature is there before the certification, ``lock_unusable`` for a field lock other
            than on all fields, or with permissions, or ``pdf_unreadable``.
    """
    with updating(pdf) as update:
        _require_free(update, request)
        return _fill(update, request)


def _require_free(update: Update, request: SignatureRequest) -> None:
    # asked for by name and no further: reading a field is what takes the time
    signed = next(are_signed(update, request.field), None)
    if signed is None:
        raise SignatureError("field_unknown", field=request.field)
    if signed:
        raise SignatureError("field_signed", field=request.field)
    if request.certify and any(are_signed(update)):
        raise SignatureError("certified_too_late", field=request.field)


def _fill(update: Update, request: SignatureRequest) -> Gap:
    steps = embedding(update, request.field)
    field = dictionary_at(next(steps))
    if request.stamp:
        _draw(update, field, request.stamp)
    if request.certify:
        update.register_extension(ESIC_EXTENSION_1)
        rewrite_catalogue(update)
    value = SignatureObject(
        timestamp=request.at,
        subfilter=SigSeedSubFilter.PADES,
        reason=request.reason,
        bytes_reserved=2 * CONTENTS_OCTETS,
    )
    steps.send(SigObjSetup(value, _permissions(field, request)))
    laid, output = cast("Laid", steps.send(SigIOSetup(md_algorithm="sha256")))
    return Gap(output.getvalue(), laid.reserved_region_start, laid.reserved_region_end)


def _permissions(field: Dictionary, request: SignatureRequest) -> SigMDPSetup:
    """Say what the signature allows later (ISO 32000-2 clause 12.8.2).

    The certification allows filling in of fields and signing. A lock freezes all fields but has
    no ``/P``: with it, no time-stamp could be added.
    """
    lock = lock_of(field)
    if lock is None:
        permissions = MDPPerm.FILL_FORMS if request.certify else None
        return SigMDPSetup("sha256", request.certify, docmdp_perms=permissions)
    if request.certify or lock["/Action"] != "/All" or "/P" in lock:
        raise SignatureError("lock_unusable", field=request.field)
    return SigMDPSetup("sha256", field_lock=FieldMDPSpec(FieldMDPAction.ALL))


def _draw(update: Update, field: Dictionary, stamp: bytes) -> None:
    show(update, field, update.import_page_as_xobject(Reading(stamp)))
