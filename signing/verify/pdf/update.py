"""One update of a file: what it writes, and what stood there before."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from signing.verify.pdf.file import File
from signing.verify.pdf.objects import Object
from signing.verify.pdf.values import Dictionary


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """The update of ``file`` that is its revision ``number``, from 1."""

    file: File
    number: int

    @property
    def objects(self) -> Mapping[int, Object]:
        """All that it writes."""
        return self.file.revisions[self.number].objects

    @property
    def replaced(self) -> set[int]:
        """The numbers of the objects that were there and that it writes anew."""
        before = self.number - 1
        return {number for number in self.objects if self.file.seen(before, number) is not None}

    @property
    def added(self) -> set[int]:
        """The numbers of the objects that were not there."""
        return self.objects.keys() - self.replaced

    def old(self, number: int) -> Dictionary:
        """Return what a dictionary said before; empty if it was something else."""
        held = self.file.seen(self.number - 1, number)
        return {} if held is None else held.dictionary

    def new(self, number: int) -> Dictionary:
        """Return what a dictionary says since."""
        held = self.file.seen(self.number, number)
        return {} if held is None else held.dictionary
