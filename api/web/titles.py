"""What deals and their sides are called in the language of who reads, alike on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from aggregates.vocabulary import Language
from api.names import short_name


class Titled(Protocol):
    """What is told of a deal: a row of a list, or how it stands."""

    @property
    def title(self) -> str | None:
        """What it was opened as; none for who is not told."""
        ...

    @property
    def titles(self) -> Mapping[Language, str]:
        """What the table calls it, by language; nothing for who may not read the terms."""
        ...


def short_named(language: Language, legal_name: str) -> str:
    """Return the half for who reads of a legal name that is written in two scripts."""
    return short_name(legal_name, language)


def deal_title(language: Language, deal: Titled) -> str:
    """Return what the table calls a deal in a language, else what it was opened as."""
    return deal.titles.get(language, deal.title or "")
