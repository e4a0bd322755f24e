"""Parts of a font program: the drawings of some glyphs, and what a PDF needs besides them.

A reader finds glyphs by the map that stands beside the font, so that neither names nor a map of
characters are in it. Sources: OpenType 1.9 (``glyf``, ``loca``, ``hmtx``), ISO 32000-1, 9.9 (which
tables an embedded CIDFontType2 must have).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_WORDS: Final = 0x0001
_SCALE: Final = 0x0008
_MORE: Final = 0x0020
_TWO_SCALES: Final = 0x0040
_MATRIX: Final = 0x0080
_TRANSFORMS: Final = ((_SCALE, 2), (_TWO_SCALES, 4), (_MATRIX, 8))
"""The flags of a component of a composite glyph, and how many octets each transformation takes."""

_CHECKSUM: Final = 0xB1B0AFBA
"""What the words of a font program come to, ``head`` says by how much they would not."""


class Outlines:
    """One font program that is never changed. Safe to share between threads."""

    def __init__(self, program: bytes) -> None:
        tables = _tables(program)
        self._glyphs = tables["glyf"]
        self._starts = struct.unpack(f">{len(tables['loca']) // 4}L", tables["loca"])
        self._metrics = tables["hmtx"]
        (self._advances,) = struct.unpack_from(">H", tables["hhea"], 34)
        self._copied = {tag: bytes(tables[tag]) for tag in ("head", "hhea", "maxp", "prep")}

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """Return a font program with these ``glyphs``, in their order, from 1 on.

        0 is the missing glyph. After the last come those that composite ones are made of.
        """
        numbers = {0: 0} | {glyph: number for number, glyph in enumerate(glyphs, 1)}
        drawings = [self._drawing(glyph, numbers) for glyph in _growing(numbers)]
        ends = [0]
        for drawing in drawings:
            ends.append(ends[-1] + len(drawing))
        count = len(numbers).to_bytes(2, "big")
        copied = self._copied
        return _program(
            {
                "glyf": b"".join(drawings),
                "head": copied["head"][:8] + bytes(4) + copied["head"][12:],
                "hhea": copied["hhea"][:34] + count,
                "hmtx": b"".join(self._metric(glyph) for glyph in numbers),
                "loca": struct.pack(f">{len(ends)}L", *ends),
                "maxp": copied["maxp"][:4] + count + copied["maxp"][6:],
                "prep": copied["prep"],
            }
        )

    def _drawing(self, glyph: int, numbers: dict[int, int]) -> bytes:
        """Return a drawing, its components by their new numbers, which they may only now get."""
        drawing = bytes(self._glyphs[self._starts[glyph] : self._starts[glyph + 1]])
        if drawing[:2] >= b"\x80":  # fewer than no contours: made of other glyphs
            changed = bytearray(drawing)
            for at in _components(drawing):
                (part,) = struct.unpack_from(">H", drawing, at)
                struct.pack_into(">H", changed, at, numbers.setdefault(part, len(numbers)))
            drawing = bytes(changed)
        return drawing + bytes(-len(drawing) % 4)

    def _metric(self, glyph: int) -> bytes:
        """Return advance and left side bearing; the last glyphs share one advance."""
        if glyph < self._advances:
            return bytes(self._metrics[4 * glyph : 4 * glyph + 4])
        bearing = 4 * self._advances + 2 * (glyph - self._advances)
        shared = self._metrics[4 * self._advances - 4 : 4 * self._advances - 2]
        return bytes(shared) + bytes(self._metrics[bearing : bearing + 2])


def _growing(numbers: Mapping[int, int]) -> Iterator[int]:
    """Yield the glyphs of ``numbers``, those too that come into it meanwhile."""
    done = 0
    while done < len(numbers):
        fresh = list(numbers)[done:]
        done += len(fresh)
        yield from fresh


def _components(drawing: bytes) -> Iterator[int]:
    """Yield where in a composite glyph the numbers of its components stand."""
    at, flags = 10, _MORE
    while flags & _MORE:
        (flags,) = struct.unpack_from(">H", drawing, at)
        yield at + 2
        at += 8 if flags & _WORDS else 6
        at += sum(octets for flag, octets in _TRANSFORMS if flags & flag)


def _tables(program: bytes) -> dict[str, memoryview]:
    (count,) = struct.unpack_from(">H", program, 4)
    records = struct.iter_unpack(">4s4xLL", program[12 : 12 + 16 * count])
    whole = memoryview(program)
    return {tag.decode("ascii"): whole[at : at + octets] for tag, at, octets in records}


def _program(tables: Mapping[str, bytes]) -> bytes:
    """Return a font program of ``tables``, which are in the order of their tags."""
    power = len(tables).bit_length() - 1
    reach = 16 << power
    header = struct.pack(">LHHHH", 0x00010000, len(tables), reach, power, 16 * len(tables) - reach)
    records: list[bytes] = []
    bodies: list[bytes] = []
    at, head = len(header) + 16 * len(tables), 0
    for tag, content in tables.items():
        head = at if tag == "head" else head
        padded = content + bytes(-len(content) % 4)
        records.append(struct.pack(">4sLLL", tag.encode(), _sum(padded), at, len(content)))
        bodies.append(padded)
        at += len(padded)
    whole = bytearray(b"".join([header, *records, *bodies]))
    struct.pack_into(">L", whole, head + 8, (_CHECKSUM - _sum(whole)) % (1 << 32))
    return bytes(whole)


def _sum(content: bytes | bytearray) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(content) // 4}L", content)
    return sum(words) % (1 << 32)
