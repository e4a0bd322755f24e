"""Whether a PDF that somebody else made does anything by itself, or carries what could.

Every object of the file is looked at, whatever refers to it: an action that nothing leads to today
may be led to by a reader's own ideas. Read as written, without repair: a file that readers have to
repair is a file that two readers may show differently.

Source: ISO 32000-2 sections 7.11.4 (embedded files), 12.6.4 (actions), 12.7.8 (XFA), 13 (media).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
)
from pikepdf import open as opened

from signing.errors import SignatureError

OBJECTS_MAX: Final = 1_000_000
"""More than any document of a deal has."""

_ACTS: Final = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"}
)
_CARRIES_ACTS: Final = frozenset({"/JS", "/JavaScript", "/XFA"})
_MEDIA: Final = frozenset({"/RichMedia", "/3D", "/Movie"})
_EMBEDDED: Final = frozenset({".json", ".xml", ".txt", ".csv", ".pdf", ".png", ".jpg", ".jpeg"})
_BEGINNINGS: Final = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_LOOKED_AT: Final = 1024


def require_inert(file: BinaryIO, objects_max: int = OBJECTS_MAX) -> None:
    """Refuse a PDF with scripts, launches, forms that send, media, or embedded programs.

    Raises:
        SignatureError: ``foreign_acts``, ``foreign_embeds``, ``foreign_encrypted``,
            ``foreign_unreadable``.
    """
    try:
        with opened(file, attempt_recovery=False, suppress_warnings=True) as pdf:
            _look_at_all(pdf, objects_max)
    except PasswordError:
        raise SignatureError("foreign_encrypted") from None
    except (PdfError, ValueError, RuntimeError):
        raise SignatureError("foreign_unreadable", reason="its structure") from None


def _look_at_all(pdf: Pdf, objects_max: int) -> None:
    objects = pdf.objects
    if len(objects) > objects_max:
        raise SignatureError("foreign_unreadable", reason="its number of objects")
    for number in range(len(objects)):
        for found in _within(objects[number]):
            _look_at(found)


def _within(whole: Object) -> Iterator[Dictionary]:
    """Yield the dictionaries of an object that are no objects of their own."""
    waiting: list[object] = [whole]
    while waiting:
        one = waiting.pop()
        inner: list[object] = []
        if isinstance(one, (Dictionary, Stream)):
            yield one.stream_dict if isinstance(one, Stream) else one
            inner = [value for _, value in one.items()]
        elif isinstance(one, Array):
            inner = list(one)
        waiting += [one for one in inner if isinstance(one, Object) and not one.is_indirect]


def _look_at(found: Dictionary) -> None:
    named = {str(found.get(key, "")) for key in ("/S", "/Subtype")} & (_ACTS | _MEDIA)
    if what := sorted(named | (_CARRIES_ACTS & set(found.keys()))):
        raise SignatureError("foreign_acts", what=what[0].removeprefix("/"))
    if isinstance(embedded := found.get("/EF"), Dictionary):
        _look_at_embedded(found, embedded)


def _look_at_embedded(specification: Dictionary, embedded: Dictionary) -> None:
    names = [str(specification[key]) for key in ("/F", "/UF") if key in specification]
    if not names or not all(PurePosixPath(n.lower()).suffix in _EMBEDDED for n in names):
        raise SignatureError("foreign_embeds")
    for key in embedded.keys():  # noqa: SIM118 - a dictionary of a PDF is not iterated by itself
        if not _is_harmless(embedded[key]):
            raise SignatureError("foreign_embeds")


def _is_harmless(stream: Object) -> bool:
    if not isinstance(stream, Stream):
        return False
    filters = stream.get("/Filter", Name("/None"))
    raw = stream.read_raw_bytes()
    if filters == Name("/FlateDecode") and "/DecodeParms" not in stream:
        begin = _inflated(raw)
    elif filters == Name("/None"):
        begin = raw[:_LOOKED_AT]
    else:
        return False
    return begin.startswith(_BEGINNINGS) or _is_text(begin)


def _inflated(raw: bytes) -> bytes:
    """Return the beginning of what was deflated, however much there is."""
    try:
        return zlib.decompressobj().decompress(raw, _LOOKED_AT)
    except zlib.error:
        return b"\0"


def _is_text(begin: bytes) -> bool:
    return b"\0" not in begin and not begin.startswith((b"#!", b"MZ", b"PK"))
