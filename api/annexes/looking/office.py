"""Documents and sheets of office programs: archives in which nothing hides, acts or swells.

Every member is unpacked to its end within a bound, so that what the directory says is true.

Source: ECMA-376 part 2 (packages); APPNOTE 6.3.10 (archives).
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - that of zlib has a name of nothing

from api.annexes.kinds import AnnexKind
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
_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = {
    AnnexKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
    AnnexKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
}
_ACTS: Final = re.compile(
    r"macroenabled|vbaproject|vbadata|macrosheet|intlmacro|activex|ms-office\.attachedtoolbars"
    r"|oleobject|customui",
    re.IGNORECASE,
)
_ACTING_NAME: Final = re.compile(
    r"vba(project|data)|macrosheets?/|activex|customui|\.(bin|exe|dll|js|vbs|ps1|bat|cmd|jar|scr)$"
    r"|/embeddings/",
    re.IGNORECASE,
)
_PRINTER: Final = re.compile(r"(xl|word)/printerSettings/[^/]+\.bin", re.IGNORECASE)
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_OUTSIDE: Final = re.compile(r"TargetMode\s*=\s*[\"']\s*External", re.IGNORECASE)
_LINK: Final = re.compile(r"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)


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
            return _kind(_xml(archive, archive.getinfo(_TYPES)))
    except KeyError:
        raise ApiError("annex_kind_refused") from None
    except (BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError, ValueError):
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
    for one, following in pairwise(members):
        if one.header_offset + one.compress_size + len(one.filename) > following.header_offset:
            raise ApiError("annex_bomb")
    _require_bounded(members)


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
    if name.lower().endswith((".xml", ".rels", ".vml")):
        _require_still(name, _xml(archive, member))
    else:
        _unpack(archive, member)


def _require_still(name: str, text: str) -> None:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ApiError("annex_bomb")
    if name == _TYPES and _ACTS.search(text):
        raise ApiError("annex_macros")
    if name.lower().endswith(".rels"):
        for relation in _RELATION.findall(text):
            if _OUTSIDE.search(relation) and not _LINK.search(relation):
                raise ApiError("annex_reaches_out")


def _xml(archive: ZipFile, member: ZipInfo) -> str:
    if member.file_size > XML_MAX:
        raise ApiError("annex_bomb")
    return archive.read(member).decode("utf-8-sig")


def _unpack(archive: ZipFile, member: ZipInfo) -> None:
    with archive.open(member) as content:
        while content.read(_PIECE):
            pass


def _kind(types: str) -> AnnexKind:
    for kind, main in _MAIN.items():
        if f"{main}+xml" in types:
            return kind
    raise ApiError("annex_kind_refused")
