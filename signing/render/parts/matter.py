"""What every part of a document is made from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from aggregates.signing_sheet import SigningSheet
from aggregates.terms import Terms, terms_sha256
from aggregates.vocabulary import Language, Sha256, Wording
from signing.render.layout.inline import Texts
from signing.render.parts.basis import Basis, basis_of
from signing.render.words.chrome import Chrome
from signing.render.words.speech import chromes_of, distinct, wording_text


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """The terms and the seats, and what follows from them for all parts.

    ``basis`` is what an amendment or a termination is of. ``notice`` is what a document that is not
    for signature says on every page, ``note`` what it says of that below its title.
    """

    terms: Terms
    sheet: SigningSheet
    digest: Sha256
    languages: tuple[Language, ...]
    chromes: tuple[Chrome, ...]
    basis: Basis | None = None
    notice: Texts = ()
    note: Texts = ()

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
        return self.title_of(self.terms)

    @property
    def annexes(self) -> tuple[Sha256, ...]:
        """The annexes but the text that is changed or ended, which is named for what it is."""
        return self.terms.annexes[0 if self.basis is None else 1 :]

    def title_of(self, terms: Terms) -> Texts:
        """Return the title of an instrument, or else what it is."""
        given = terms.values.get("title")
        if isinstance(given, Wording):
            return distinct(wording_text(given, language) for language in self.languages)
        return distinct((chrome.kinds[terms.kind], chrome.language) for chrome in self.chromes)


def matter_of(terms: Terms, sheet: SigningSheet, upon: Sequence[Terms] | None = ()) -> Matter:
    """Return what the parts need of ``terms`` and ``sheet``, and of what the terms change or end.

    With None, what that is does not show.

    Raises:
        SignatureError: as `basis_of`.
    """
    languages = terms.languages
    return Matter(
        terms=terms,
        sheet=sheet,
        digest=terms_sha256(terms),
        languages=languages,
        chromes=chromes_of(languages),
        basis=None if upon is None else basis_of(terms, upon),
    )
