"""Pictures: each from its first mark to its last, with nothing behind it.

Source: PNG (ISO/IEC 15948) section 5; JPEG (ITU-T T.81) annex B.
"""

from __future__ import annotations

import os
from struct import Struct, error
from typing import BinaryIO, Final
from zlib import crc32

from api.annexes.looking.refusing import damaged
from api.refusals import ApiError

PIXELS_MAX: Final = 200_000_000
"""More than a reader could show."""
CHUNKS_MAX: Final = 100_000
JPEG_BYTES_MAX: Final = 64 * 1024 * 1024
"""A larger picture is no scan of a page; its end could only be looked for byte by byte."""

_PNG_BYTES: Final = 8
_PNG_CHUNK: Final = Struct("!I4s")
_PNG_SIZE: Final = Struct("!II")
_PNG_CHECK: Final = Struct("!I")
_PIECE: Final = 256 * 1024
_SEGMENT: Final = Struct("!BBH")
_FRAME: Final = Struct("!xHH")
_FRAMES: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE: Final = {0x00, *range(0xD0, 0xD8)}
_SOS: Final = 0xDA
_EOI: Final = 0xD9


def require_png(file: BinaryIO) -> None:
    """Refuse a PNG that is damaged, too large to show, or does not end with its last chunk.

    Raises:
        ApiError: ``annex_damaged``, ``annex_bomb``.
    """
    length, shown = _length(file), False
    file.seek(_PNG_BYTES)
    try:
        for number in range(CHUNKS_MAX):
            size, name = _PNG_CHUNK.unpack(file.read(_PNG_CHUNK.size))
            if (number == 0) != (name == b"IHDR"):
                raise damaged("its first chunk")
            begin = _checked(file, name, size)
            if number == 0:
                _require_shown(*_PNG_SIZE.unpack_from(begin))
            shown = shown or name == b"IDAT"
            if name == b"IEND":
                break
        else:
            raise damaged("too many chunks")
    except error:
        raise damaged("it ends too soon") from None
    if not shown or file.tell() != length:
        raise damaged("its end")


def require_jpeg(file: BinaryIO) -> None:
    """Refuse a JPEG that is damaged, too large to show, or does not end with its last mark.

    Raises:
        ApiError: ``annex_damaged``, ``annex_bomb``.
    """
    length = _length(file)
    if length > JPEG_BYTES_MAX:
        raise ApiError("annex_bomb")
    file.seek(0)
    content, at, shown, scanned = file.read(length), 2, False, False
    try:
        while content[at + 1] != _EOI:
            mark, kind, size = _SEGMENT.unpack_from(content, at)
            if mark != 0xFF or size < 2:
                raise damaged("its segments")
            if kind in _FRAMES:
                height, width = _FRAME.unpack_from(content, at + 4)
                _require_shown(width, height)
                shown = True
            at += 2 + size
            if kind == _SOS:
                at, scanned = _after_scan(content, at), True
    except (error, IndexError):
        raise damaged("it ends too soon") from None
    if not (shown and scanned) or content[at] != 0xFF or at + 2 != length:
        raise damaged("its end")


def _checked(file: BinaryIO, name: bytes, size: int) -> bytes:
    """Return how the content of a chunk begins, once all of it is as it was written."""
    begin, check = b"", crc32(name)
    while size:
        piece = file.read(min(size, _PIECE))
        if not piece:
            raise damaged("it ends too soon")
        begin, check, size = begin or piece, crc32(piece, check), size - len(piece)
    if _PNG_CHECK.unpack(file.read(_PNG_CHECK.size)) != (check,):
        raise damaged("a chunk")
    return begin


def _after_scan(content: bytes, at: int) -> int:
    """Return where the next mark is that is no part of a scan."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise damaged("it ends too soon")
        if content[at + 1] not in _ALONE and content[at + 1] != 0xFF:
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _require_shown(width: int, height: int) -> None:
    if width * height > PIXELS_MAX:
        raise ApiError("annex_bomb")
    if not width * height:
        raise damaged("its size")


def _length(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)
