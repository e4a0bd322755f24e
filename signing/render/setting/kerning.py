"""Which pairs of Latin letters stand closer or wider than their widths say.

The pairs are those of the ``kern`` feature of Noto Sans between printable ASCII characters, curly
quotes, dashes and the ellipsis; its two weights agree. Source: OpenType 1.9, GPOS lookup type 2.
"""

from __future__ import annotations

from typing import Final

_TABLE: Final = """
-160 r ,.…
-130 P ,.…
-80 L "'’”
-80 T a
-70 A "'T’”
-70 "'‘’“” A
-70 T Acdegoq
-70 ,. T
-60 Y ,.A…
-60 T ,.s…
-60 F ,.…
-60 & T
-60 ,. VWY
-60 A Y
-60 "'‘’“” cdeoq
-50 VW ,.…
-50 P A
-50 ,. CGOQ
-50 Y acdegoq
-50 T mnpru
-40 DOQvwy ,.…
-40 T -z–—
-40 VW A
-40 -–— T
-40 A VW
-40 "'‘’“” a
-40 Y s
-30 Y &mnpru
-30 DOQ T
-30 &L Y
-30 "'‘’“” gmnprsu
-20 T &CGOQvwxy
-20 Uf ,.…
-20 F A
-20 DOQ AX
-20 ACKX CGOQ
-20 L CGOQTVW
-20 Y CGOQz
-20 ,. U
-20 & VW
-20 P X
-20 VWr acdeoq
-20 x cdeoq
-20 beop vwxy
-10 beop "'z’”
-10 ahmn "'’”
-10 P &Z
-10 B ,.…
-10 U A
-10 Z CGOQ
-10 VW CGOQgmnprsu
-10 L U
-10 DOQ VWYZ
-10 r g
10 "'‘’“” Y
20 ct "'’”
20 F )?]}
20 VWYvwy ?
20 T ?T
20 "'‘’“” TVW
40 rvwy "'’”
40 f )]}
40 ([{ j
50 A J
60 f "'’”
60 E J
90 ([{ J
95 _ J
"""
"""Each line: thousandths of the type size, the left letters, the right letters."""


def _pairs() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in _TABLE.strip().splitlines():
        amount, lefts, rights = line.split(" ")
        found |= {left + right: int(amount) for left in lefts for right in rights}
    return found


KERNING: Final = _pairs()
"""How far the second letter of a pair is moved, in thousandths of the type size."""
