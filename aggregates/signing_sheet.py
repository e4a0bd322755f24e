"""``signing.json``: which signature fields a PDF has, and for whom; embedded beside the terms."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from aggregates.canonical import canonical_bytes, plain
from aggregates.vocabulary import DealId, InstrumentId, OrganisationId, Rate, SeatRole, Sha256

Stated: TypeAlias = Literal["not_binding", "partly_binding", "binding"] | msgspec.UnsetType
"""What a sheet states of the bindingness of its instrument."""
Level: TypeAlias = Literal["simple", "advanced", "qualified", "licensed"] | msgspec.UnsetType
"""How the signatures of a signing count: by a licensed provider is the law of some countries."""
Address: TypeAlias = str | msgspec.UnsetType
"""An address that page codes are put behind."""


class SheetSeat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a verifier without the ledger must know of a seat. ``number`` and ``turn`` are decimals.

    ``of`` is the organizationIdentifier that the signer's certificate must carry (ETSI EN 319
    412-1): a principal's registration, or the office's. No person: a signatory may be replaced.
    """

    field: str
    role: SeatRole
    of: str
    legal_name: str
    number: str
    turn: str
    required: bool


class SigningSheet(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="format",
    tag="counterseal/signing/v1",
):
    """The seats of one signing, the random code printed on each page, and the document's instant.

    ``page_code`` is 32 lower-case hexadecimal digits; ``instant`` is UTC RFC 3339 with seconds;
    ``edition`` and ``edition_name`` say at which fair; ``rates`` are those fixed when the signing
    opened, by which an amount is held against a mandate's limit in another currency.
    ``bindingness`` says how far a letter of intent binds, in the words of `Bindingness`; no
    other instrument has it. ``level`` is how the signatures count. ``codes_at``, if the fair has an
    address, is what leads to the page of a page code once the code is put behind it.
    """

    deal: DealId
    instrument: InstrumentId
    terms_sha256: Sha256
    page_code: str
    instant: str
    edition: OrganisationId
    edition_name: str
    seats: tuple[SheetSeat, ...]
    rates: tuple[Rate, ...] = ()
    bindingness: Stated = msgspec.UNSET
    level: Level = msgspec.UNSET
    codes_at: Address = msgspec.UNSET


def sheet_bytes(sheet: SigningSheet) -> bytes:
    """Return the canonical bytes of ``signing.json``."""
    return canonical_bytes(plain(sheet))
