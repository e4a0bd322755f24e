"""Which codes are industries of ISIC Rev.4, down to the division: what is below has its form.

Source: United Nations, International Standard Industrial Classification, Revision 4: 21 sections,
and the divisions in each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

DIVISIONS: Final[Mapping[str, frozenset[int]]] = MappingProxyType(
    {
        "A": frozenset(range(1, 4)),
        "B": frozenset(range(5, 10)),
        "C": frozenset(range(10, 34)),
        "D": frozenset({35}),
        "E": frozenset(range(36, 40)),
        "F": frozenset(range(41, 44)),
        "G": frozenset(range(45, 48)),
        "H": frozenset(range(49, 54)),
        "I": frozenset({55, 56}),
        "J": frozenset(range(58, 64)),
        "K": frozenset(range(64, 67)),
        "L": frozenset({68}),
        "M": frozenset(range(69, 76)),
        "N": frozenset(range(77, 83)),
        "O": frozenset({84}),
        "P": frozenset({85}),
        "Q": frozenset(range(86, 89)),
        "R": frozenset(range(90, 94)),
        "S": frozenset(range(94, 97)),
        "T": frozenset({97, 98}),
        "U": frozenset({99}),
    }
)
"""The divisions of each section."""

_CODE: Final = re.compile(r"(?P<section>[A-U]?)(?P<division>[0-9]{2})?[0-9]{0,2}", re.ASCII)
_ALL: Final = frozenset[int]().union(*DIVISIONS.values())


def is_industry(code: str) -> bool:
    """Return whether ``code`` is a section (``C``), or in a division of it (``C27``, ``C2732``)."""
    found = _CODE.fullmatch(code)
    if found is None or not code:
        return False
    section, division = found["section"], found["division"]
    if division is None:
        return code in DIVISIONS
    return int(division) in (DIVISIONS[section] if section else _ALL)
