"""The annexes of all deals: how they come, and where they are.

A row is there before its upload and goes after it, so that nothing that takes room is unknown.
What is finished stays as long as the key of its deal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BufferedReader
from typing import BinaryIO, Final, TypeAlias
from uuid import UUID

import msgspec

from aggregates.deal import DEAL
from aggregates.vocabulary import Actor, DealId, Sha256
from api import ids
from api.annexes.annex import About, Annex
from api.annexes.kinds import AnnexKind
from api.annexes.names import called
from api.refusals import ApiError
from api.storage.operations import Operations
from api.storage.uploads import (
    UploadRow,
    expired_uploads,
    finish_upload,
    forget_upload,
    put_upload,
    taken,
    upload_of,
)
from ledger.errors import LedgerError
from ledger.files.files import Files
from ledger.files.plain import PIECE_BYTES, Plain
from ledger.files.store import Place
from ledger.files.upload import Announced, Progress, Upload
from ledger.stream import stream_id
from signing.errors import SignatureError

ANNEX_BYTES_MAX: Final = 2 * 1024**3
AT_ONCE: Final = 20
"""So many expired uploads are removed in one round."""


Look: TypeAlias = Callable[[BinaryIO, str], AnnexKind]
"""Returns what a file is, or refuses it; see `api.annexes.looking.look.look_into`."""


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """How much may be kept, in bytes, and how long an upload may take."""

    deal: int
    organisation: int
    time: timedelta


class Annexes:
    """The annexes of one installation. Safe for threads."""

    def __init__(self, files: Files, operations: Operations, bounds: Bounds, look: Look) -> None:
        self._files = files
        self._look = look
        self._operations = operations
        self.bounds = bounds

    def begin(
        self, place: Place, actor: Actor, name: str, sha256: Sha256, length: int, at: datetime
    ) -> tuple[UploadRow, Progress]:
        """Begin an upload.

        Raises:
            ApiError: ``annex_too_large``, ``annex_quota_of_deal``, ``annex_quota_of_organisation``.
            LedgerError: ``key_destroyed``, ``file_store_failed``, ``unavailable``.
        """
        digest = bytes.fromhex(sha256)
        if not 0 < length <= ANNEX_BYTES_MAX:
            raise ApiError("annex_too_large", most=ANNEX_BYTES_MAX)
        row = UploadRow(
            id=ids.new_id(at),
            log_id=place.log_id,
            stream_id=place.stream_id,
            file_name=self._files.name_of(place, digest),
            organisation=actor.organisation,
            person=actor.person,
            bytes=length,
            begun_at=at,
            expires_at=at + self.bounds.time,
        )
        with self._operations.transaction() as connection:
            before = taken(connection, row)
            if before.deal + length > self.bounds.deal:
                raise ApiError("annex_quota_of_deal", most=self.bounds.deal)
            if before.organisation + length > self.bounds.organisation:
                raise ApiError("annex_quota_of_organisation", most=self.bounds.organisation)
            put_upload(connection, row)
        about = About(name=name, organisation=actor.organisation, person=actor.person)
        announced = Announced(sha256=digest, length=length, about=msgspec.json.encode(about))
        return row, self._files.begin(place, row.id, announced)

    def upload(self, place: Place, upload: str, actor: Actor, at: datetime) -> UploadRow:
        """Return an upload to this deal that this person began and that is not over.

        Raises:
            ApiError: ``upload_unknown``.
        """
        with self._operations.transaction() as connection:
            row = upload_of(connection, upload, actor.person)
        if row is None or (row.log_id, row.stream_id) != place:
            raise ApiError("upload_unknown", upload=upload[:64])
        if row.finished_at is None and row.expires_at <= at:
            raise ApiError("upload_unknown", upload=upload[:64])
        return row

    def progress(self, row: UploadRow) -> Progress | None:
        """Return how far an upload is; None if it is finished.

        Raises:
            ApiError: ``upload_unknown``.
            LedgerError: ``key_destroyed``.
        """
        try:
            return self._files.progress(place_of(row), row.id)
        except LedgerError as wrong:
            if wrong.code != "draft_unknown":
                raise
        if not self._files.has(place_of(row), row.file_name):
            raise ApiError("upload_unknown", upload=row.id)
        return None

    @contextmanager
    def resumed(self, row: UploadRow) -> Generator[Upload, None, None]:
        """Give an upload to one writer.

        Raises:
            LedgerError: ``draft_busy``, ``draft_unknown``.
        """
        with self._files.resumed(place_of(row), row.id) as upload:
            yield upload

    def finish(self, upload: Upload, at: datetime) -> tuple[Annex, bool]:
        """Look into an upload that is whole, and let it be an annex; False if it was one before.

        Raises:
            ApiError: ``annex_differs`` if it is not the file that was announced; as `Look`.
            SignatureError: as `Look`.
        """
        announced = upload.announced
        about = msgspec.json.decode(announced.about, type=About)
        plain = upload.completed()
        _require_announced(plain, announced)
        kind = self._look(BufferedReader(plain, PIECE_BYTES), about.name)
        annex = Annex(
            sha256=announced.sha256.hex(),
            name=called(about.name, kind),
            kind=kind,
            bytes=announced.length,
            organisation=about.organisation,
            person=about.person,
            uploaded_at=at,
        )
        return annex, upload.finish(msgspec.json.encode(annex))

    def settle(self, row: UploadRow, at: datetime) -> None:
        """Note that an upload was finished, and is no upload any more.

        Raises:
            LedgerError: ``draft_busy``, ``unavailable``: `tidy_up` does it later.
        """
        self._files.discard(place_of(row), row.id)
        with self._operations.transaction() as connection:
            if not finish_upload(connection, row.id, at):
                forget_upload(connection, row.id)

    def discard(self, row: UploadRow) -> None:
        """Remove an upload; what it was finished as stays.

        Raises:
            LedgerError: ``draft_busy``.
        """
        self._files.discard(place_of(row), row.id)
        with self._operations.transaction() as connection:
            forget_upload(connection, row.id)

    def tidy_up(self, at: datetime) -> bool:
        """Remove uploads whose time is over; return whether there may be more.

        One that somebody is still writing is left for another round. One that was finished by a
        process that died before it could say so is noted as finished.
        """
        with self._operations.transaction() as connection:
            rows = expired_uploads(connection, at, AT_ONCE)
            gone = [row for row in rows if self._discarded(row)]
            for row in gone:
                there = self._files.has(place_of(row), row.file_name)
                if not (there and finish_upload(connection, row.id, at)):
                    forget_upload(connection, row.id)
        return len(gone) == AT_ONCE

    def annexes(self, place: Place) -> tuple[Annex, ...]:
        """Return the annexes of a deal, the first first."""
        found = (msgspec.json.decode(note, type=Annex) for note in self._files.notes(place))
        return tuple(sorted(found, key=lambda annex: (annex.uploaded_at, annex.sha256)))

    def annex(self, place: Place, sha256: Sha256) -> Annex:
        """Return what is known of an annex.

        Raises:
            LedgerError: ``file_unknown``, ``file_tampered``, ``key_destroyed``.
        """
        note = self._files.note(place, bytes.fromhex(sha256))
        return msgspec.json.decode(note, type=Annex)

    @contextmanager
    def opened(self, place: Place, sha256: Sha256) -> Generator[Plain, None, None]:
        """Give the content of an annex.

        Raises:
            LedgerError: ``file_unknown``, ``file_tampered``, ``key_destroyed``.
        """
        with self._files.opened(place, bytes.fromhex(sha256)) as plain:
            yield plain

    def _discarded(self, row: UploadRow) -> bool:
        try:
            self._files.discard(place_of(row), row.id)
        except LedgerError as wrong:
            if wrong.code != "draft_busy":
                raise
            return False
        return True


def place_in(edition: str, deal: DealId) -> Place:
    """Return where the annexes of a deal are."""
    log_id = UUID(edition)
    return Place(log_id, stream_id(log_id, DEAL.name, deal))


def place_of(row: UploadRow) -> Place:
    """Return where an upload is."""
    return Place(row.log_id, row.stream_id)


def is_refusal(error: Exception) -> bool:
    """Return whether a file is refused for what it is: sent again, it would be refused again."""
    return isinstance(error, SignatureError) or (
        isinstance(error, ApiError) and error.code.startswith("annex_")
    )


def _require_announced(plain: Plain, announced: Announced) -> None:
    digest = hashlib.sha256()
    for piece in plain.pieces(0, plain.length):
        digest.update(piece)
    if digest.digest() != announced.sha256:
        raise ApiError("annex_differs", sha256=digest.hexdigest())
