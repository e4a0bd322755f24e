"""What can have happened to an instrument that is signed by hand. Stored for ever.

``base_pdf_sha256`` is what was printed, with its code on each page; ``scan_sha256`` the picture of
what was signed. Both are blobs.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from aggregates.vocabulary import (
    Event,
    InstrumentId,
    MandateId,
    OrganisationId,
    PersonId,
    Sha256,
)


class PaperSignature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who signed at a seat by hand, under which mandate; ``chopped`` with the company's chop."""

    field: str
    person: PersonId
    mandate: MandateId
    chopped: bool = False


class PaperExecutionRecorded(
    Event, frozen=True, kw_only=True, tag="deal.paper_execution_recorded.v1"
):
    """A principal handed in the scan of the base as all have signed it by hand, and confirms it.

    ``voids`` names the principals whose confirmation of an earlier scan falls.
    """

    instrument: InstrumentId
    terms_sha256: Sha256
    base_pdf_sha256: Sha256
    scan_sha256: Sha256
    signatures: tuple[PaperSignature, ...]
    principal: OrganisationId
    by: PersonId
    voids: tuple[OrganisationId, ...]


class PaperExecutionConfirmed(
    Event, frozen=True, kw_only=True, tag="deal.paper_execution_confirmed.v1"
):
    """Another principal confirmed that the scan shows what it has signed."""

    instrument: InstrumentId
    base_pdf_sha256: Sha256
    scan_sha256: Sha256
    principal: OrganisationId
    by: PersonId


class PaperExecuted(Event, frozen=True, kw_only=True, tag="deal.paper_executed.v1"):
    """An official attested the paper original: signed by hand by each who should, on this base.

    InstrumentExecuted, and the use of each mandate, are in the same append.
    """

    instrument: InstrumentId
    terms_sha256: Sha256
    base_pdf_sha256: Sha256
    scan_sha256: Sha256
    office: OrganisationId
    by: PersonId


PaperEvent: TypeAlias = PaperExecutionRecorded | PaperExecutionConfirmed | PaperExecuted
