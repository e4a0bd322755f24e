"""What a file is, by its content; and whether it is harmless."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import BinaryIO, Final

from api.annexes.kinds import AnnexKind
from api.annexes.looking.office import office_kind
from api.annexes.looking.pictures import require_jpeg, require_png
from api.annexes.looking.refusing import damaged, two_kinds
from api.annexes.looking.text import require_text
from signing.foreign import require_inert

_PDF: Final = b"%PDF-"
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_END_BYTES: Final = 22
_ZIP_TAIL: Final = 65_535 + _ZIP_END_BYTES
_HEAD: Final = 1024
"""So far into a file a reader looks for the beginning of a PDF (ISO 32000-2, Annex I)."""


def look_into(file: BinaryIO, name: str) -> AnnexKind:
    """Return what a file is. Its name only tells a table from another text.

    Raises:
        ApiError: ``annex_kind_refused``, ``annex_two_kinds``, ``annex_damaged``,
            ``annex_macros``, ``annex_reaches_out``, ``annex_bomb``.
        SignatureError: as `require_inert`.
    """
    head = _at(file, 0, _HEAD)
    for begin, look in _LOOKS.items():
        if head.startswith(begin):
            kind = look(file)
            break
    else:
        kind = AnnexKind.CSV if name.lower().endswith(".csv") else AnnexKind.TEXT
        require_text(file)
    if kind is not AnnexKind.PDF and _PDF in head:
        raise two_kinds("pdf")
    if kind not in {AnnexKind.DOCX, AnnexKind.XLSX} and _ends_as_zip(file):
        raise two_kinds("zip")
    return kind


def _pdf(file: BinaryIO) -> AnnexKind:
    file.seek(0, os.SEEK_END)
    tail = _at(file, max(file.tell() - _HEAD, 0), _HEAD)
    if not tail.rstrip(b"\r\n\t \0").endswith(b"%%EOF"):
        raise damaged("it does not end as a PDF")
    file.seek(0)
    require_inert(file)
    return AnnexKind.PDF


def _png(file: BinaryIO) -> AnnexKind:
    require_png(file)
    return AnnexKind.PNG


def _jpeg(file: BinaryIO) -> AnnexKind:
    require_jpeg(file)
    return AnnexKind.JPEG


_LOOKS: Final[Mapping[bytes, Callable[[BinaryIO], AnnexKind]]] = MappingProxyType(
    {_PDF: _pdf, b"\x89PNG\r\n\x1a\n": _png, b"\xff\xd8\xff": _jpeg, b"PK\x03\x04": office_kind}
)


def _ends_as_zip(file: BinaryIO) -> bool:
    """Return whether an archive ends where the file does: its directory is looked for there."""
    file.seek(0, os.SEEK_END)
    tail = _at(file, max(file.tell() - _ZIP_TAIL, 0), _ZIP_TAIL)
    at = tail.find(_ZIP_END)
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + _ZIP_END_BYTES + comment == len(tail):
            return True
        at = tail.find(_ZIP_END, at + 1)
    return False


def _at(file: BinaryIO, offset: int, length: int) -> bytes:
    file.seek(offset)
    return file.read(length)
