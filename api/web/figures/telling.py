"""Calls codes of figures by their names, for one reader."""

from __future__ import annotations

from babel.support import Translations

from api.web.catalogues import texts_in
from api.web.figures.naming import CODES, SECTIONS
from api.web.visit import Visit
from api.web.words import KINDS, STAGES, TIERS, called

_WORDS = {**STAGES, **TIERS, **KINDS, **CODES}


class Tells:
    """What a reader is told of codes."""

    def __init__(self, visit: Visit) -> None:
        """Tell in the language of a visit."""
        self.visit = visit
        self.texts: Translations = texts_in(visit.tongue)

    def code(self, code: str) -> str:
        """Return what a code is called; one without a word as it is."""
        return called(self.texts, _WORDS, code)

    def section(self, code: str) -> str:
        """Return what a section of ISIC is called."""
        return called(self.texts, SECTIONS, code)

    def country(self, code: str) -> str:
        """Return the name of a country; of a part of one (ISO 3166-2), with its code."""
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
