"""An incremental update of a PDF (ISO 32000-2 clause 7.5.6), as pyHanko writes it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.errors import SignatureError
from signing.pades.reading import Reading


class Update(IncrementalPdfFileWriter):
    """An update that leaves the metadata alone: no clock, no second producer."""

    def __init__(self, pdf: bytes) -> None:
        """Begin an update of ``pdf``."""
        reading = Reading(pdf)
        super().__init__(reading.stream, prev=reading)  # pyright: ignore[reportUnknownMemberType] (no types)

    def _update_meta(self) -> None:
        pass


@contextmanager
def updating(pdf: bytes) -> Generator[Update, None, None]:
    """Give an update of ``pdf``, still empty.

    Raises:
        SignatureError: ``pdf_unreadable``, also for whatever pyHanko raises inside.
    """
    try:
        yield Update(pdf)
    except SignatureError:
        raise
    except Exception as wrong:  # a damaged file makes a reader raise anything
        raise SignatureError("pdf_unreadable", reason=str(wrong)) from wrong
