"""Changing a file as what it is: octets."""

from __future__ import annotations

import re
from collections.abc import Callable

from signing.pades.gap import Gap

CONTENTS = re.compile(rb"(?<=/Contents )<[0-9a-f]{1000,}>")
RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\] *")


def ends(pdf: bytes) -> list[int]:
    """Return where each revision ends."""
    return [found.end() for found in re.finditer(rb"%%EOF\n", pdf)]


def gaps(pdf: bytes) -> list[tuple[int, int]]:
    """Return where the contents of each signature stand, with their brackets."""
    return [found.span() for found in CONTENTS.finditer(pdf)]


def flipped(pdf: bytes, at: int, bit: int = 1) -> bytes:
    """Return ``pdf`` with one bit turned over."""
    return pdf[:at] + bytes((pdf[at] ^ bit,)) + pdf[at + 1 :]


def inserted(pdf: bytes, at: int, octets: bytes) -> bytes:
    """Return ``pdf`` with ``octets`` between."""
    return pdf[:at] + octets + pdf[at:]


def message_of(pdf: bytes, signature: int) -> bytes:
    """Return the message of a signature, counted from 0, without the room behind it."""
    start, end = gaps(pdf)[signature]
    contents = bytes.fromhex(pdf[start + 1 : end - 1].decode())
    return contents[: 4 + int.from_bytes(contents[2:4], "big")]


def with_contents(pdf: bytes, signature: int, change: Callable[[bytes], bytes]) -> bytes:
    """Return ``pdf`` with the message of a signature changed; the room stays as large."""
    start, end = gaps(pdf)[signature]
    digits = change(message_of(pdf, signature)).hex().encode()
    return pdf[: start + 1] + digits.ljust(end - start - 2, b"0") + pdf[end - 1 :]


def replaced_in_update(gap: Gap, old: bytes, new: bytes) -> Gap:
    """Return the newest update with ``old`` replaced once, all offsets put right again."""
    start = ends(gap.pdf)[-2]
    at = gap.pdf.index(old, start)
    pdf = gap.pdf[:at] + new + gap.pdf[at + len(old) :]
    shift = len(new) - len(old)
    moved = Gap(pdf, *(edge + shift if edge > at else edge for edge in (gap.start, gap.end)))
    return ranged(tabled(moved, start, at, shift))


def tabled(gap: Gap, start: int, at: int, shift: int) -> Gap:
    """Return the update with the offsets beyond ``at`` in its table, and its pointer, shifted."""
    table = gap.pdf.rindex(b"\nxref\n") + 1

    def entry(found: re.Match[bytes]) -> bytes:
        offset = int(found[1])
        return b"%010d 00000 n " % (offset + shift if offset > at and offset >= start else offset)

    tail = re.sub(rb"(\d{10}) 00000 n ", entry, gap.pdf[table:])
    tail = re.sub(rb"startxref\n\d+\n", b"startxref\n%d\n" % table, tail)
    return Gap(gap.pdf[:table] + tail, gap.start, gap.end)


def ranged(gap: Gap, stated: tuple[int, int, int, int] | None = None) -> Gap:
    """Return the update with the byte range of its signature as it is, or as ``stated``."""
    room = RANGE.search(gap.pdf, gap.end - 1)
    if room is None:
        raise ValueError
    numbers = stated or (0, gap.start, gap.end, len(gap.pdf) - gap.end)
    spelled = b"/ByteRange [%d %d %d %d]" % numbers
    pdf = gap.pdf[: room.start()] + spelled.ljust(len(room[0])) + gap.pdf[room.end() :]
    return Gap(pdf, gap.start, gap.end)
