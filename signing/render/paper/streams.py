"""Bytes of a PDF: its streams, compressed here and nowhere else, and the file itself.

The bytes of a file depend on its contents and on one zlib, not on when or where it is written.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Final

from pikepdf import (
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Pdf,
    Stream,
    StreamDecodeLevel,
)

_LEVEL: Final = 4
"""Of compression: a twentieth larger than at 6, the usual one, in three fifths of the time."""


def packed(pdf: Pdf, content: bytes, **entries: Object | int) -> Stream:
    """Return ``content`` as a compressed stream of ``pdf``, with the dictionary's ``entries``."""
    named = Dictionary({f"/{name}": entry for name, entry in entries.items()})
    named.Filter = Name.FlateDecode
    return Stream(pdf, zlib.compress(content, _LEVEL), named)


def plain(pdf: Pdf, content: bytes, **entries: Object | int) -> Stream:
    """Return ``content`` as a stream of ``pdf`` that every program can read as it is."""
    return Stream(pdf, content, Dictionary({f"/{name}": entry for name, entry in entries.items()}))


def saved(pdf: Pdf) -> bytes:
    """Return ``pdf`` as a file with one classic cross-reference table."""
    file = BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=ObjectStreamMode.disable,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
        fix_metadata_version=False,
    )
    return file.getvalue()
