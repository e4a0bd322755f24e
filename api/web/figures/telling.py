"""Calls codes of figures by their names, for one reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from babel.support import Translations

from api.web.catalogues import texts_in
from api.web.deals.matters import APPROVALS
from api.web.figures.naming import CODES, SECTIONS
from api.web.visit import Visit
from api.web.words import KINDS, STAGES, TIERS, called
from projections.figures.executed import UNKNOWN

Entries: TypeAlias = Mapping[tuple[str, str], str]
"""What the codes of an edition's own lists are called, by list and code."""
NO_ENTRIES: Final[Entries] = MappingProxyType({})
_WORDS = {**APPROVALS, **STAGES, **TIERS, **KINDS, **CODES}


class Tells:
    """What a reader is told of codes."""

    def __init__(self, visit: Visit, entries: Entries = NO_ENTRIES) -> None:
        """Tell in the language of a visit; ``entries`` are the edition's own, by their lists."""
        self.visit = visit
        self._entries = entries
        self.texts: Translations = texts_in(visit.tongue)

    def code(self, code: str) -> str:
        """Return what a code is called; one without a word as it is."""
        return called(self.texts, _WORDS, code)

    def section(self, code: str) -> str:
        """Return what a section of ISIC is called."""
        return called(self.texts, SECTIONS, code)

    def entry(self, of: str) -> Callable[[str], str]:
        """Return what calls the codes of one of the edition's own lists by their names."""
        return lambda code: self._entries.get((of, code)) or self.code(code)

    def country(self, code: str) -> str:
        """Return the name of a country; of a part of one (ISO 3166-2), with its code."""
        if code == UNKNOWN:
            return self.code(code)
        country, _, part = code.partition("-")
        name = self.visit.formats.country(country)
        return f"{name} {part}" if part else name

    def band(self, code: str) -> str:
        """Return a size band: of thousand millions, from its lower end to below its upper one."""
        low, dash, high = code.partition("-")
        if not dash:
            return self.code(code)
        if not high:
            return self.visit.told("%(low)s bn and more", low=low)
        if low == "0":
            return self.visit.told("below %(high)s bn", high=high)
        return self.visit.told("%(low)s to below %(high)s bn", low=low, high=high)
