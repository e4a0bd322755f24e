"""What keeps a file provable when certificates are over: what comes after the last signature.

Pairs of updates (ETSI EN 319 142-1 clauses 5.4 and 5.5): a store with certificates and lists of
revoked ones, then a time-stamp over all of the file. A renewal adds a pair. It reports; the steps
decide.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import msgspec

from signing.errors import SignatureError
from signing.timestamp.token import TimeStamp, read_token
from signing.verify.covering import Covering
from signing.verify.pdf.file import File
from signing.verify.pdf.form import field_of, form_number
from signing.verify.pdf.objects import referred
from signing.verify.pdf.update import Update
from signing.verify.pdf.values import Dictionary, Reference

STORE: Final = "/DSS"


class ArchiveStamp(Covering, frozen=True, dict=True, kw_only=True):
    """A time-stamp over the whole file."""

    @cached_property
    def stamp(self) -> TimeStamp:
        """What it says.

        Raises:
            SignatureError: as `held`, and what `signing.timestamp.token.read_token` raises.
        """
        return read_token(self.held)


class Archived(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """A store of evidence, and the time-stamp that covers it."""

    store: Update
    over: ArchiveStamp

    @property
    def catalogue(self) -> int:
        """The number of the document catalogue."""
        return self.store.file.base.table.trailer.catalogue.number

    @property
    def entries(self) -> Dictionary:
        """What the store says."""
        kept = self.store.new(self.catalogue).get(STORE)
        return self.store.new(kept.number) if isinstance(kept, Reference) else {}

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """The certificates that came with it."""
        return self._brought("/Certs")

    @property
    def lists(self) -> tuple[bytes, ...]:
        """The lists of revoked certificates that came with it."""
        return self._brought("/CRLs")

    def _brought(self, part: str) -> tuple[bytes, ...]:
        new = (
            self.store.objects.get(number)
            for number in sorted(referred([self.entries.get(part, [])]))
        )
        return tuple(one.stream or b"" for one in new if one is not None)


def archive_of(file: File) -> tuple[Archived, ...]:
    """Return the archive of a file, oldest first; nothing, if there is none.

    Raises:
        SignatureError: ``archive_incomplete`` when the last store is under no time-stamp, and
            ``archive_malformed`` with the ``update`` that brings none.
    """
    first, updates = signed_updates(file) + 1, len(file.revisions)
    if (updates - first) % 2:
        raise SignatureError("archive_incomplete")
    return tuple(_archived(file, update) for update in range(first, updates, 2))


def signed_updates(file: File) -> int:
    """Return how many updates come before there is a store: they have to be signatures."""
    catalogue = file.base.table.trailer.catalogue.number
    for update, revision in enumerate(file.revisions):
        written = revision.objects.get(catalogue)
        if update and written is not None and STORE in written.dictionary:
            return update - 1
    return len(file.revisions) - 1


def _archived(file: File, update: int) -> Archived:
    """Return the pair whose store is brought by ``update``; the form lists its field last."""
    stamping = Update(file=file, number=update + 1)
    listed = stamping.new(form_number(file)).get("/Fields")
    last = listed[-1] if isinstance(listed, list) and listed else None
    number = last.number if isinstance(last, Reference) else 0
    entries = stamping.new(number) if number in stamping.objects else {}
    value = entries.get("/V")
    signature = stamping.objects.get(value.number) if isinstance(value, Reference) else None
    if signature is None:
        raise SignatureError("archive_malformed", update=update + 1)
    over = ArchiveStamp(
        pdf=file.pdf,
        update=update + 1,
        revision=file.revisions[update + 1],
        place=field_of(number, entries),
        signature=signature,
    )
    return Archived(store=Update(file=file, number=update), over=over)
