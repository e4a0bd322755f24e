"""The colour profile of the output intent: sRGB as a version 2 ICC profile, computed here.

Version 2, because that is what every part of PDF/A accepts. Source: ICC.1:2001-04; the primaries,
adapted to D50 by Bradford, and the transfer curve are those of IEC 61966-2-1.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Final

_WHITE: Final = (0.9642, 1.0, 0.8249)
_PRIMARIES: Final = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.7141),
}
_CURVES: Final = (b"rTRC", b"gTRC", b"bTRC")
_SAMPLES: Final = 1024
_HEADER: Final = 128


@cache
def srgb_profile() -> bytes:
    """Return the profile."""
    curve = _curve()
    tags = {
        b"desc": _description("sRGB IEC61966-2.1"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(_WHITE),
        **{name: _xyz(primary) for name, primary in _PRIMARIES.items()},
    }
    start = _HEADER + 4 + 12 * (len(tags) + len(_CURVES))
    table: list[bytes] = []
    body = b""
    for name, content in tags.items():
        table.append(struct.pack(">4sII", name, start + len(body), len(content)))
        body += _aligned(content)
    shared = [struct.pack(">4sII", name, start + len(body), len(curve)) for name in _CURVES]
    body += _aligned(curve)
    count = struct.pack(">I", len(table) + len(shared))
    return _header(start + len(body)) + count + b"".join([*table, *shared]) + body


def _header(size: int) -> bytes:
    fields = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI3I",
        *(size, bytes(4), 0x02400000, b"mntr", b"RGB ", b"XYZ "),
        *(2001, 4, 1, 0, 0, 0),
        *(b"acsp", bytes(4), 0, 0, 0, 0, 0),
        *(_fixed(part) for part in _WHITE),
    )
    return fields.ljust(_HEADER, b"\0")


def _curve() -> bytes:
    levels = [round(65535 * _linear(n / (_SAMPLES - 1))) for n in range(_SAMPLES)]
    return struct.pack(f">4sII{_SAMPLES}H", b"curv", 0, _SAMPLES, *levels)


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def _xyz(colour: tuple[float, float, float]) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *(_fixed(part) for part in colour))


def _description(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\0"
    counted = struct.pack(">4sII", b"desc", 0, len(ascii_text)) + ascii_text
    return counted + bytes(4 + 4 + 2 + 1 + 67)  # no Unicode and no Macintosh description


def _text(text: str) -> bytes:
    return struct.pack(">4sI", b"text", 0) + text.encode("ascii") + b"\0"


def _fixed(value: float) -> int:
    return round(value * 65536)


def _aligned(content: bytes) -> bytes:
    return content + bytes(-len(content) % 4)
