"""The container of a bundle: a ZIP archive with exactly one spelling for its members.

Stored, dated 1980-01-01, no attributes, no extras, no comments, nothing before, between or after.
What is read is written again and compared, so that no byte of the file is left unread.
Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (its end).
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import Final
from zlib import crc32

from ledger.errors import LedgerError

CONTAINER_BYTES_MAX: Final = 2**26
MEMBERS_MAX: Final = 2**16 - 1

DIRECTORY: Final = "directory"
"""What is said of a byte that is in no member."""

_LOCAL: Final = Struct("<4s5H3I2H")
_CENTRAL: Final = Struct("<4s6H3I5H2I")
_END: Final = Struct("<4s4H2IH")
_LOCAL_MAGIC: Final = b"PK\x03\x04"
_CENTRAL_MAGIC: Final = b"PK\x01\x02"
_END_MAGIC: Final = b"PK\x05\x06"
_VERSION: Final = 10
"""Needed to extract: 1.0, since nothing is compressed."""
_DATE: Final = 1 << 5 | 1
"""The first day that the format can write."""


def is_container(octets: bytes) -> bool:
    """Return whether a file says at its beginning or at its end that it is an archive.

    Either will do: one that is damaged in one place is judged, and not taken for something else.
    """
    end = len(octets) - _END.size
    begins = octets.startswith(_LOCAL_MAGIC)
    return begins or (end >= 0 and octets.startswith(_END_MAGIC, end))


def container_bytes(members: Mapping[str, bytes]) -> bytes:
    """Return the archive of these members, in their order; names in ASCII."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, content in members.items():
        written = name.encode("ascii")
        size, check = len(content), crc32(content)
        # version, flags, method, time, date; sum and sizes; length of the name, of extras
        common = (_VERSION, 0, 0, 0, _DATE, check, size, size, len(written), 0)
        parts += (_LOCAL.pack(_LOCAL_MAGIC, *common), written, content)
        directory += (_CENTRAL.pack(_CENTRAL_MAGIC, _VERSION, *common, 0, 0, 0, 0, offset), written)
        offset += _LOCAL.size + len(written) + size
    central = b"".join(directory)
    count = len(members)
    end = _END.pack(_END_MAGIC, 0, 0, count, count, len(central), offset, 0)
    return b"".join((*parts, central, end))


def parse_container(octets: bytes) -> dict[str, bytes]:
    """Return the members in their order; `container_bytes` of them are these very bytes.

    Raises:
        LedgerError: ``container_too_large``, ``container_altered`` with the first byte that is
            not as it must be, and the member in which it is.
    """
    if len(octets) > CONTAINER_BYTES_MAX:
        raise LedgerError("container_too_large", most=CONTAINER_BYTES_MAX)
    members: dict[str, bytes] = {}
    offset = 0
    while octets.startswith(_LOCAL_MAGIC, offset):
        begin = offset
        offset = _read_member(octets, begin, members)
        if len(members) > MEMBERS_MAX:
            raise _altered(begin)
    rebuilt = container_bytes(members)
    if rebuilt != octets:
        offset = _first_difference(rebuilt, octets)
        raise _altered(offset, _member_at(members, offset))
    return members


def _read_member(octets: bytes, begin: int, members: dict[str, bytes]) -> int:
    """Take up the member at ``begin``, and return where the next one must be."""
    if begin + _LOCAL.size > len(octets):
        raise _altered(begin)
    *_, size, name_length, _ = _LOCAL.unpack_from(octets, begin)
    content = begin + _LOCAL.size + int(name_length)
    end = content + int(size)
    written = octets[begin + _LOCAL.size : content]
    if end > len(octets) or not written.isascii() or written.decode() in members:
        raise _altered(begin)
    members[written.decode()] = octets[content:end]
    return end


def _first_difference(one: bytes, other: bytes) -> int:
    """Return where two files begin to differ: a search by halves."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _member_at(members: Mapping[str, bytes], offset: int) -> str:
    """Return the member in which a byte is, its header included."""
    end = 0
    for name, content in members.items():
        end += _LOCAL.size + len(name) + len(content)
        if offset < end:
            return name
    return DIRECTORY


def _altered(offset: int, member: str = DIRECTORY) -> LedgerError:
    return LedgerError("container_altered", offset=offset, member=member)
