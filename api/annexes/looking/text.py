"""Text and tables: UTF-8 from the first byte to the last, and no markup or program."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, Final

from api.annexes.looking.refusing import two_kinds
from api.refusals import ApiError

_PIECE: Final = 256 * 1024
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP: Final = re.compile(r"\s*(<[!?a-z]|#!|\{\\rtf|mime-version:|from )", re.IGNORECASE)


def require_text(file: BinaryIO) -> None:
    """Refuse what is not text throughout, or begins as something that other programs run.

    Raises:
        ApiError: ``annex_kind_refused``, ``annex_two_kinds``.
    """
    file.seek(0)
    reader, first = codecs.getincrementaldecoder("utf-8-sig")(), True
    try:
        while piece := file.read(_PIECE):
            text = reader.decode(piece)
            if _CONTROL.search(text):
                raise ApiError("annex_kind_refused")
            if first and _MARKUP.match(text):
                raise two_kinds("markup")
            first = False
        reader.decode(b"", final=True)
    except UnicodeDecodeError:
        raise ApiError("annex_kind_refused") from None
