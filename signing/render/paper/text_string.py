"""Text strings of a document (ISO 32000-1, 7.9.2.2): ASCII as it is, all else as UTF-16.

PDFDocEncoding, the third way, spells an é in an octet that is no ASCII. The grammar by which a
signed file is verified has none in a string, so that no two readers see different names in it.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE

from pikepdf import String


def text_string(text: str) -> String:
    """Return ``text`` as a string that every reader reads alike."""
    return String(text) if text.isascii() else String(BOM_UTF16_BE + text.encode("utf-16-be"))
