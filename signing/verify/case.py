"""A file to be verified, and what it is held against. Each part is read once, when first asked."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cached_property

import msgspec

from aggregates.errors import RuleError
from aggregates.signing_sheet import SigningSheet, sheet_bytes
from aggregates.terms import Terms, terms_bytes
from aggregates.vocabulary import Sha256
from signing.errors import SignatureError
from signing.trust import TrustPolicy
from signing.verify.reader import Reading, SignedField


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger, or a bundle, says of the instrument that a file claims to be.

    ``pdf_sha256`` is the newest revision; ``status_now`` what became of the agreement:
    ``in_force``, ``signing``.
    """

    base_pdf_sha256: Sha256
    pdf_sha256: Sha256
    status_now: str


class Case(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """``pdf`` is what was handed in, ``at`` when it is asked; ``record`` may be absent."""

    pdf: bytes
    trust: TrustPolicy
    at: datetime
    record: Record | None = None

    @cached_property
    def sha256(self) -> Sha256:
        """The digest of the whole file."""
        return hashlib.sha256(self.pdf).hexdigest()

    @cached_property
    def reading(self) -> Reading:
        """The file as a PDF reader sees it.

        Raises:
            SignatureError: ``pdf_unreadable``.
        """
        return Reading(self.pdf)

    @cached_property
    def base(self) -> bytes:
        """The octets up to the first end of file: what was there before any signature.

        Raises:
            SignatureError: ``no_end_of_file``.
        """
        marker = b"%%EOF\n"
        end = self.pdf.find(marker)
        if end < 0:
            raise SignatureError("no_end_of_file")
        return self.pdf[: end + len(marker)]

    @cached_property
    def _embedded(self) -> dict[str, bytes]:
        return Reading(self.base).embedded_files

    @cached_property
    def sheet(self) -> SigningSheet:
        """Who is to sign where: ``signing.json`` of the base.

        Raises:
            SignatureError: ``sheet_unreadable``.
        """
        data = self._embedded.get("signing.json", b"")
        try:
            sheet = msgspec.json.decode(data, type=SigningSheet)
            canonical = sheet_bytes(sheet)
        except (msgspec.MsgspecError, UnicodeDecodeError, RuleError) as wrong:
            raise SignatureError("sheet_unreadable") from wrong
        if canonical != data:
            raise SignatureError("sheet_unreadable")
        return sheet

    @cached_property
    def terms(self) -> Terms:
        """What is agreed: ``agreement.json`` of the base, which is the one that the sheet names.

        Raises:
            SignatureError: ``terms_unreadable``, ``terms_of_another``, ``sheet_unreadable``.
        """
        data = self._embedded.get("agreement.json", b"")
        try:
            terms = msgspec.json.decode(data, type=Terms)
            canonical = terms_bytes(terms)
        except (msgspec.MsgspecError, UnicodeDecodeError, RuleError) as wrong:
            raise SignatureError("terms_unreadable") from wrong
        if canonical != data:
            raise SignatureError("terms_unreadable")
        if hashlib.sha256(data).hexdigest() != self.sheet.terms_sha256:
            raise SignatureError("terms_of_another", sheet=self.sheet.terms_sha256)
        return terms

    @cached_property
    def signed(self) -> tuple[SignedField, ...]:
        """The signatures, in the order in which they were made.

        Raises:
            SignatureError: ``pdf_unreadable``, or what reading a message raises.
        """
        return self.reading.signed_fields
