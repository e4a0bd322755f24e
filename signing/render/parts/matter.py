"""What every part of a document is made from."""

from __future__ import annotations

import msgspec

from aggregates.signing_sheet import SigningSheet
from aggregates.terms import Terms, terms_sha256
from aggregates.vocabulary import Language, Sha256, Wording
from signing.render.layout.inline import Texts
from signing.render.words.chrome import Chrome
from signing.render.words.speech import chromes_of, distinct, wording_text


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """The terms and the seats, and what follows from them for all parts."""

    terms: Terms
    sheet: SigningSheet
    digest: Sha256
    languages: tuple[Language, ...]
    chromes: tuple[Chrome, ...]

    def said(self, name: str) -> Texts:
        """Return one of the renderer's words in each of its languages."""
        return distinct((getattr(chrome, name), chrome.language) for chrome in self.chromes)

    @property
    def kind(self) -> Texts:
        """What the instrument is."""
        return distinct((chrome.kinds[self.terms.kind], chrome.language) for chrome in self.chromes)

    @property
    def title(self) -> Texts:
        """The title that the parties gave the instrument, or else what it is."""
        given = self.terms.values.get("title")
        if not isinstance(given, Wording):
            return self.kind
        return distinct(wording_text(given, language) for language in self.languages)


def matter_of(terms: Terms, sheet: SigningSheet) -> Matter:
    """Return what the parts need of ``terms`` and ``sheet``."""
    languages = terms.languages
    return Matter(
        terms=terms,
        sheet=sheet,
        digest=terms_sha256(terms),
        languages=languages,
        chromes=chromes_of(languages),
    )
