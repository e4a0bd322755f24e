"""A time-stamp over the whole file, which keeps what is in it provable (DocTimeStamp).

Source: ETSI EN 319 142-1 clause 5.4.3, ISO 32000-2 clause 12.8.5. Its field is invisible, outside
of the page: ISO 14289-1 clause 7.18.1 and ISO 19005-3 clause 6.3.2 ask nothing more of such a one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast

from pyhanko.pdf_utils import generic
from pyhanko.sign.signers.cms_embedder import SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp

from signing.errors import SignatureError
from signing.pades.gap import CONTENTS_OCTETS, Gap, filled
from signing.pades.objects import (
    Laid,
    Reference,
    add,
    catalogue_of,
    dictionary_at,
    dictionary_in,
    embedding,
    reference_in,
    references_in,
    rewrite,
)
from signing.pades.updating import Update, updating
from signing.timestamp.authority import TimeStampAuthority
from signing.timestamp.token import read_token

PREFIX: Final = "archive-"
"""Of the names of these fields; what follows counts all fields of the form, from 0."""
DESCRIPTION: Final = "Archive time-stamp"
FLAGS: Final = 4 | 128
"""Of the annotation: printed, as an archived file asks for, and locked."""
OUTSIDE: Final = -9999
"""Where the field is, in points from the corner of its page."""


def time_stamped(pdf: bytes, authority: TimeStampAuthority, at: datetime) -> bytes:
    """Return ``pdf``, in which there is a signature, with a time-stamp over all of it.

    Raises:
        SignatureError: ``pdf_unreadable``, ``time_stamp_of_another``, ``contents_too_long``, and
            what the authority raises.
    """
    gap = _lay_out(pdf)
    token = authority.stamp(gap.digest, at)
    if read_token(token).digest != gap.digest:
        raise SignatureError("time_stamp_of_another")
    return filled(gap, token)


def _lay_out(pdf: bytes) -> Gap:
    with updating(pdf) as update:
        steps = embedding(update, _add_field(update))
        next(steps)
        steps.send(SigObjSetup(_placeholder()))
        laid, output = cast("Laid", steps.send(SigIOSetup(md_algorithm="sha256")))
        return Gap(output.getvalue(), laid.reserved_region_start, laid.reserved_region_end)


def _placeholder() -> DocumentTimestamp:
    return DocumentTimestamp(bytes_reserved=2 * CONTENTS_OCTETS)  # type: ignore[no-untyped-call]  # it has none


def _add_field(update: Update) -> str:
    """Add an empty field beside the first of the form: in the same lists, on the same page."""
    form = dictionary_in(catalogue_of(update), "/AcroForm")
    fields = references_in(form, "/Fields")
    page = reference_in(dictionary_at(fields[0]), "/P")
    notes = references_in(dictionary_at(page), "/Annots")
    name = f"{PREFIX}{len(fields)}"
    reference = add(update, _field(name, page))
    for listed in (fields, notes):
        listed.append(reference)
        rewrite(update, listed)
    return name


def _field(name: str, page: Reference) -> generic.DictionaryObject:
    number = generic.NumberObject
    return generic.DictionaryObject(  # type: ignore[no-untyped-call]  # it has none
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Widget"),
            generic.pdf_name("/FT"): generic.pdf_name("/Sig"),
            generic.pdf_name("/T"): generic.pdf_string(name),
            generic.pdf_name("/TU"): generic.pdf_string(DESCRIPTION),
            generic.pdf_name("/F"): number(FLAGS),  # type: ignore[no-untyped-call]  # it has none
            generic.pdf_name("/Rect"): generic.ArrayObject([number(OUTSIDE)] * 4),  # type: ignore[no-untyped-call]  # it has none
            generic.pdf_name("/P"): page,
        }
    )
