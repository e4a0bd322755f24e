"""A PDF as pyHanko reads it, but for its cross-reference tables, which are read in one go.

Each update of a contract reads the tables of all updates before it. Entry by entry, as pyHanko
reads them, that was an eighth of the time that it takes to make a contract.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Final, cast

from pyhanko.pdf_utils.decode_limits import DecodeContext, DecodeLimits
from pyhanko.pdf_utils.generic import DictionaryObject, NumberObject, TrailerReference
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import (
    XRefBuilder,
    XRefCache,
    XRefSection,
    XRefSectionData,
    XRefSectionMetaInfo,
    XRefSectionType,
)

_PART: Final = rb"(?:0 \d{1,8}\n0{10} 65535 f \n|([1-9]\d{0,7}) \d{1,8}\n)((?:\d{10} 00000 n \n)*)"
_TABLE: Final = re.compile(rb"((?:" + _PART + rb")+)trailer\s*")
_PARTS: Final = re.compile(_PART)
_ENTRY: Final = 20
"""The octets of an entry (ISO 32000-1, 7.5.4), ten of which are its offset."""

_dictionary = cast(
    "Callable[[BytesIO, TrailerReference], DictionaryObject]",
    DictionaryObject.read_from_stream,  # pyright: ignore[reportUnknownMemberType] (no types)
)


class Reading(PdfFileReader):
    """A PDF that is to be updated. Its attributes are those that pyHanko gives a reader."""

    def __init__(self, pdf: bytes) -> None:
        """Read the tables; objects are read when they are asked for."""
        stream = BytesIO(pdf)
        self._security_handler = None
        self._decode_context = DecodeContext(DecodeLimits(), input_size=len(pdf))
        self._historical_resolver_cache = {}
        self._embedded_signatures = None
        self._input_version = None
        self._header_version = (int(pdf[5:6]), int(pdf[7:8]))
        self.resolved_objects = {}
        self.strict = True
        self.stream = stream
        tables = _Tables(self, stream)
        self.xrefs = XRefCache(self, tables.sections_read())
        self.last_startxref = tables.last_startxref
        self.trailer = tables.trailer
        self.has_xref_stream = tables.has_xref_stream


class _Tables(XRefBuilder):
    """What pyHanko knows of where objects are. Tables laid out unlike ours it reads itself."""

    def __init__(self, reader: PdfFileReader, file: BytesIO) -> None:
        last = int(file.getvalue().rsplit(b"startxref", 1)[1].split()[0])
        super().__init__(reader, file, strict=True, last_startxref=last)  # pyright: ignore[reportUnknownMemberType] (no types)
        self._file = file

    def sections_read(self) -> list[XRefSection]:
        """Return what each table says, the oldest first."""
        return self.read_xrefs()  # type: ignore[no-untyped-call, no-any-return]  # it has none

    def _read_xref_table(self, declared_startxref: int) -> NumberObject | None:
        start = self._file.tell()
        table = _TABLE.match(self._file.getvalue(), start)
        if table is None:
            return super()._read_xref_table(declared_startxref)  # type: ignore[no-any-return]  # it has none
        self._file.seek(table.end())
        entries = _dictionary(self._file, TrailerReference(self.handler))  # type: ignore[no-untyped-call]  # it has none
        trailer = cast("dict[str, NumberObject]", entries)
        told = XRefSectionMetaInfo(
            xref_section_type=XRefSectionType.STANDARD,
            size=trailer["/Size"],
            declared_startxref=declared_startxref,
            start_location=start,
            end_location=table.end(),
            stream_ref=None,
        )
        self.sections.append(XRefSection(told, _section(table[1])))
        self.trailer.add_trailer_revision(entries)
        return trailer.get("/Prev")


@lru_cache(maxsize=16)
def _section(table: bytes) -> XRefSectionData:
    """Return what a table says, for its readers to share: nobody changes it.

    All updates of a contract begin with the table of its base, which is by far the longest.
    """
    section = XRefSectionData()
    for part in _PARTS.finditer(table):
        first, entries = int(part[1] or 1), part[2]  # object 0, which is free, is left out
        for number, at in enumerate(range(0, len(entries), _ENTRY), first):
            section.standard_xrefs[number] = (0, int(entries[at : at + 10]))
            section.explicit_refs_in_revision.add((number, 0))
    return section
