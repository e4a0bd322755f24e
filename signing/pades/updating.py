"""An incremental update of a PDF (ISO 32000-2 clause 7.5.6), as pyHanko writes it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.errors import SignatureError


class Update(IncrementalPdfFileWriter):
    """An update that leaves the metadata alone: no clock, no second producer."""

    def _update_meta(self) -> None:
        pass


@contextmanager
def updating(pdf: bytes) -> Generator[Update, None, None]:
    """Give an update of ``pdf``, still empty.

    Raises:
        SignatureError: ``pdf_unreadable``, also for whatever pyHanko raises inside.
    """
    try:
        yield Update(BytesIO(pdf))
    except SignatureError:
        raise
    except Exception as wrong:  # a damaged file makes a reader raise anything
        raise SignatureError("pdf_unreadable", reason=str(wrong)) from wrong
