"""A file to be verified, and what it is held against. Each part is read once, when first asked."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cached_property

import msgspec
from msgspec.structs import replace

from aggregates.deal.signing.events import DetachedSignature
from aggregates.errors import RuleError
from aggregates.signing_sheet import SigningSheet, sheet_bytes
from aggregates.terms import Terms, terms_bytes
from aggregates.vocabulary import Sha256
from signing.errors import SignatureError
from signing.trust import TrustPolicy
from signing.verify.archive import Archived, archive_of, signed_updates
from signing.verify.authorities import Authorities
from signing.verify.pdf.file import File, read_file
from signing.verify.pdf.form import Attachments, Field, attachments_of, fields_of
from signing.verify.signed import SignedField, signed_fields

MOST_LISTS = 256
"""Of revoked certificates, in a file; an archive brings one of each authority."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger, or a bundle, says of the instrument that a file claims to be.

    ``pdf_sha256`` is the newest revision; ``status_now`` what became of the instrument, the gravest
    thing that may be said of it, and ``also`` what else: ``signing``, ``annulled``, ``terminated``,
    ``suspended``, ``disputed``, ``amended``, ``in_force``. ``attested_by`` is who attested that it
    was printed and signed by hand, and empty if it was signed in the file. Both digests are empty
    when the ledger was asked and has no such instrument: no file is that one. ``detached`` is the
    registry's signature over the terms, besides those in the file.
    """

    base_pdf_sha256: Sha256
    pdf_sha256: Sha256
    status_now: str
    also: tuple[str, ...] = ()
    attested_by: str = ""
    detached: DetachedSignature | None = None


class Case(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """``pdf`` is what was handed in, ``at`` when it is asked; ``record`` may be absent."""

    pdf: bytes
    trust: TrustPolicy
    at: datetime
    record: Record | None = None

    def held_against(self, record: Record | None) -> Case:
        """Return the same question with a record; what was read of the file is not read again."""
        case = replace(self, record=record)
        vars(case).update(vars(self))  # none of which depends on the record
        return case

    @cached_property
    def sha256(self) -> Sha256:
        """The digest of the whole file."""
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def file(self) -> File:
        """The file in its revisions.

        Raises:
            SignatureError: as `signing.verify.pdf.file.read_file`.
        """
        if isinstance(self._read, SignatureError):
            raise self._read
        return self._read

    @cached_property
    def _read(self) -> File | SignatureError:
        try:
            return read_file(self.pdf)
        except SignatureError as refused:  # once is enough: every step asks
            return refused

    @cached_property
    def authorities(self) -> Authorities:
        """Those whom the trust policy names, with their lists in it and in the file.

        Raises:
            SignatureError: ``evidence_strange`` for what is no list, ``too_large`` in ``what``, and
                as `archive`.
        """
        lists = [der for kept in self.archive for der in kept.lists]
        if len(lists) > MOST_LISTS:  # each that bears an authority's name costs a signature
            raise SignatureError("too_large", what="lists", found=len(lists), most=MOST_LISTS)
        return Authorities(self.trust, lists)

    @cached_property
    def base_sha256(self) -> Sha256:
        """The digest of the base: of what was there before anybody signed."""
        return hashlib.sha256(self.pdf[: self.file.base.end]).hexdigest()

    @cached_property
    def _attachments(self) -> Attachments:
        return attachments_of(self.file)

    @cached_property
    def sheet(self) -> SigningSheet:
        """Who is to sign where: ``signing.json`` of the base.

        Raises:
            SignatureError: ``sheet_unreadable``, and what reading the base raises.
        """
        data = self._attachments.sheet
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
            SignatureError: ``terms_unreadable``, ``terms_of_another``, and what reading the sheet
                raises.
        """
        data = self._attachments.terms
        try:
            terms = msgspec.json.decode(data, type=Terms)
            canonical = terms_bytes(terms)
        except (msgspec.MsgspecError, UnicodeDecodeError, RuleError) as wrong:
            raise SignatureError("terms_unreadable") from wrong
        if canonical != data:
            raise SignatureError("terms_unreadable")
        sheet = self.sheet
        named = (sheet.terms_sha256, sheet.deal, sheet.instrument)
        if named != (hashlib.sha256(data).hexdigest(), terms.deal, terms.instrument):
            raise SignatureError("terms_of_another", sheet=sheet.terms_sha256)
        return terms

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The form fields of the base.

        Raises:
            SignatureError: as `signing.verify.pdf.form.fields_of`.
        """
        return fields_of(self.file)

    @cached_property
    def signed(self) -> tuple[SignedField, ...]:
        """The signatures, in the order in which they were made.

        Raises:
            SignatureError: as `signing.verify.signed.signed_fields`.
        """
        return signed_fields(self.file, self.fields, signed_updates(self.file))

    @cached_property
    def archive(self) -> tuple[Archived, ...]:
        """What came after the signatures to keep them provable, oldest first.

        Raises:
            SignatureError: as `signing.verify.archive.archive_of`.
        """
        return archive_of(self.file)
