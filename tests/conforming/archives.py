"""A writer of ZIP archives that spells them in any way that is asked for.

Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.9 (data descriptor), 4.3.12, 4.3.14 (zip64).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from struct import pack

import msgspec

DEFLATED = 8


class Spelling(msgspec.Struct, frozen=True, kw_only=True):
    """How an archive is written; as it stands here, in the one spelling of a bundle."""

    made_by: int = 10
    needed: int = 10
    flags: int = 0
    method: int = 0
    time: int = 0
    date: int = 33
    crc_flip: int = 0
    internal: int = 0
    external: int = 0
    disk: int = 0
    offset_flip: int = 0
    local_extra: bytes = b""
    central_extra: bytes = b""
    member_comment: bytes = b""
    behind_member: bytes = b""
    before_end: bytes = b""
    counted_more: int = 0
    comment: bytes = b""


CANONICAL = Spelling()


def archive(
    members: Iterable[tuple[str, bytes]], odd: Spelling, only: str = "", listed: str = ""
) -> bytes:
    """Return an archive of members, spelled oddly: at the member ``only``, or at each.

    Where ``listed`` is given, the directory calls the member ``only`` by that name.
    """
    front, directory, count = b"", b"", 0
    for count, (name, content) in enumerate(members, start=1):  # noqa: B007 - counted to the end
        spelling = odd if only in {"", name} else CANONICAL
        central = listed if listed and name == only else name
        directory += _central(central, content, spelling, len(front))
        front += _local(name, content, spelling)
    return front + directory + _end(odd, count, len(directory), len(front))


def _written(content: bytes, spelling: Spelling) -> bytes:
    if spelling.method != DEFLATED:
        return content
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return made.compress(content) + made.flush()


def _facts(name: str, content: bytes, spelling: Spelling, extra: bytes) -> bytes:
    """Return what both headers of a member say, from the version on to the length of extras."""
    s, written = spelling, _written(content, spelling)
    check = zlib.crc32(content) ^ s.crc_flip
    numbers = (s.needed, s.flags, s.method, s.time, s.date, check, len(written), len(content))
    return pack("<5H3I2H", *numbers, len(name.encode()), len(extra))


def _local(name: str, content: bytes, spelling: Spelling) -> bytes:
    extra = spelling.local_extra
    header = b"PK\x03\x04" + _facts(name, content, spelling, extra)
    return header + name.encode() + extra + _written(content, spelling) + spelling.behind_member


def _central(name: str, content: bytes, spelling: Spelling, offset: int) -> bytes:
    s = spelling
    facts = _facts(name, content, s, s.central_extra)
    numbers = (len(s.member_comment), s.disk, s.internal, s.external, offset ^ s.offset_flip)
    header = b"PK\x01\x02" + pack("<H", s.made_by) + facts + pack("<3H2I", *numbers)
    return header + name.encode() + s.central_extra + s.member_comment


def _end(spelling: Spelling, count: int, size: int, offset: int) -> bytes:
    counted = count + spelling.counted_more
    end = pack("<4H2IH", 0, 0, counted, counted, size, offset, len(spelling.comment))
    return spelling.before_end + b"PK\x05\x06" + end + spelling.comment
