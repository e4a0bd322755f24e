"""Documents and sheets of office programs: archives in which nothing hides, acts or swells.

Every member is unpacked to its end within a bound, so that what the directory says is true; they
stand one behind the other, and nothing else is there.

Source: ECMA-376 part 2 (packages); APPNOTE 6.3.10 (archives).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from struct import Struct
from struct import error as StructError  # noqa: N812 - that of struct has a name of nothing
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - that of zlib has a name of nothing

from api.annexes.kinds import AnnexKind
from api.annexes.looking.markup import read_markup
from api.annexes.looking.parts import TYPES, ContentTypes, reading_of
from api.annexes.looking.refusing import damaged, two_kinds
from api.refusals import ApiError

MEMBERS_MAX: Final = 10_000
UNPACKED_MAX: Final = 512 * 1024 * 1024
RATIO_MAX: Final = 200
"""XML packs well; only a bomb packs better."""
SMALL: Final = 4 * 1024 * 1024
"""So much may be unpacked from anything."""
XML_MAX: Final = 64 * 1024 * 1024

_PIECE: Final = 256 * 1024
_MAIN: Final = {
    AnnexKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
    AnnexKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
}
_LOCAL: Final = Struct("<4s22xHH")
"""The head of a member as it stands before it: how long its name is, and what is added to it."""
_DESCRIBED: Final = 0x08
"""The flag of a member whose lengths are told behind it as well, in so many bytes at most."""
_DESCRIPTOR_MAX: Final = 24
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How programs begin, and the older files of office programs, which may hold macros."""
_ARCHIVE: Final = b"PK\x03\x04"
_ACTING_NAME: Final = re.compile(
    r"vba(project|data)|macrosheets?/|activex|customui|\.(bin|exe|dll|js|vbs|ps1|bat|cmd|jar|scr)$"
    r"|/embeddings/",
    re.IGNORECASE,
)
_PRINTER: Final = re.compile(r"(xl|word)/printerSettings/[^/]+\.bin", re.IGNORECASE)


def office_kind(file: BinaryIO) -> AnnexKind:
    """Return whether an archive is a document or a sheet, when it is a harmless one.

    Raises:
        ApiError: ``annex_kind_refused``, ``annex_damaged``, ``annex_two_kinds``, ``annex_bomb``,
            ``annex_macros``, ``annex_reaches_out``.
    """
    try:
        with ZipFile(file) as archive:
            _require_plain(archive, file)
            for member in archive.infolist():
                _require_harmless(archive, member)
            return _kind(archive)
    except KeyError:
        raise ApiError("annex_kind_refused") from None
    except (
        *(BadZipFile, DeflateError, EOFError, StructError),
        *(NotImplementedError, RuntimeError, ValueError),
    ):
        raise damaged("its archive") from None


def _require_plain(archive: ZipFile, file: BinaryIO) -> None:
    """Refuse an archive that has anything before, between, behind or over its members."""
    members = sorted(archive.infolist(), key=lambda one: one.header_offset)
    if not members or len(members) > MEMBERS_MAX:
        raise damaged("its number of members")
    end = file.seek(0, os.SEEK_END)
    if archive.comment or members[0].header_offset != 0 or not _ends_at(file, end):
        raise two_kinds("something around the archive")
    if len({one.filename.lower() for one in members}) != len(members):
        raise damaged("a member is there twice")
    ends = [_end_of(file, one) for one in members]
    begins = [*(one.header_offset for one in members[1:]), archive.start_dir]
    for one, end, begin in zip(members, ends, begins, strict=True):
        if end > begin:
            raise ApiError("annex_bomb")  # members that share their bytes
        if begin - end > (_DESCRIPTOR_MAX if one.flag_bits & _DESCRIBED else 0):
            raise two_kinds("something between the members")
    _require_bounded(members)


def _end_of(file: BinaryIO, member: ZipInfo) -> int:
    """Return where the bytes of a member end."""
    file.seek(member.header_offset)
    _, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    return member.header_offset + _LOCAL.size + int(name) + int(extra) + member.compress_size


def _ends_at(file: BinaryIO, end: int) -> bool:
    file.seek(end - 22)
    return file.read(4) == b"PK\x05\x06"


def _require_bounded(members: Sequence[ZipInfo]) -> None:
    packed = sum(one.compress_size for one in members)
    unpacked = sum(one.file_size for one in members)
    if unpacked > UNPACKED_MAX or unpacked > max(SMALL, packed * RATIO_MAX):
        raise ApiError("annex_bomb")


def _require_harmless(archive: ZipFile, member: ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & 1 or member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise damaged("a member is locked")
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise damaged("a member's name")
    if _ACTING_NAME.search(name) and not _PRINTER.fullmatch(name):
        raise ApiError("annex_macros")
    if name.lower().endswith((".xml", ".rels", ".vml")) and member.file_size > XML_MAX:
        raise ApiError("annex_bomb")
    reading = reading_of(name)
    if reading is None:
        _require_inert(archive, member)
    else:
        read_markup(_pieces(archive, member), reading)


def _require_inert(archive: ZipFile, member: ZipInfo) -> None:
    """Unpack what is no markup to its end, and look at how it begins."""
    begin, declares = b"", member.filename.lower().endswith(".vml")
    for piece in _pieces(archive, member):
        begin = begin or piece
        if declares and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
            raise ApiError("annex_bomb")
    if begin.startswith(_PROGRAMS):
        raise ApiError("annex_macros")
    if begin.startswith(_ARCHIVE):
        raise two_kinds("an archive within it")


def _pieces(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as content:
        while piece := content.read(_PIECE):
            yield piece


def _kind(archive: ZipFile) -> AnnexKind:
    """Return what the archive says that its main part is."""
    told = ContentTypes()
    read_markup(_pieces(archive, archive.getinfo(TYPES)), told)
    for kind, main in _MAIN.items():
        if f"{main}+xml" in told.types:
            return kind
    raise ApiError("annex_kind_refused")
