"""What a fair is made of: its organisations and people, its lines of business, its texts."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias, TypeVar

import msgspec

from aggregates.person.events import DisplayOrder
from aggregates.vocabulary import Kind
from api.example import examples
from api.fair.counted import Counted

_ORDERS: Final = {"given": DisplayOrder.GIVEN_FIRST, "family": DisplayOrder.FAMILY_FIRST}

T = TypeVar("T")

Bilingual: TypeAlias = tuple[str, str]
"""In English, and in Chinese."""


class Somebody(msgspec.Struct, frozen=True, array_like=True):
    """A person: the name as written, as in the passport, and which part of it comes first."""

    native_name: str
    latin_name: str
    first: str

    @property
    def display_order(self) -> DisplayOrder:
        """Which part of the name comes first."""
        return _ORDERS[self.first]


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """An organisation: its facts, its currency, its lead, and who speaks for its board."""

    id: str
    legal_name: str
    country: str
    registration: str
    currency: str
    lead: Somebody
    board: Somebody


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a project is: subdivision after ISO 3166-2, and what the place is called."""

    subdivision: str
    english: str
    chinese: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of business: ``millions`` are sought in each of its ``places``."""

    id: str
    industry: str
    mode: str
    kind: Kind
    millions: int
    title: Bilingual
    subject: Bilingual
    owners: tuple[str, ...]
    investors: tuple[str, ...]
    places: tuple[str, ...]


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """A typed value as first tabled, as countered, as agreed.

    It is a share ``of`` the deal's amount, or a number of a ``unit``.
    """

    of: tuple[float, float, float] | None = None
    unit: str = ""
    steps: tuple[int, int, int] = (0, 0, 0)


class ClauseText(msgspec.Struct, frozen=True, kw_only=True):
    """A clause in both languages, with what a deal says in it in braces."""

    id: str
    title: Bilingual
    body: Bilingual
    values: dict[str, Steps] = {}


class PaperText(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument; ``haggled`` are the clauses that are countered, in their order."""

    title: Bilingual
    clauses: tuple[ClauseText, ...]
    haggled: tuple[str, ...] = ()


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What people say on the way."""

    counters: tuple[str, ...]
    reasons: tuple[str, ...]
    comments: tuple[str, ...]
    leaving: tuple[str, ...]


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    """The papers by their kind, and what is said."""

    letter: PaperText
    agreement: PaperText
    framework_agreement: PaperText
    said: Said


class _Roster(msgspec.Struct, frozen=True, kw_only=True):
    organisations: tuple[Entry, ...]


class _Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    places: dict[str, Place]
    lines: tuple[Line, ...]


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; organisations by their id, in the order of the roster."""

    organisations: dict[str, Entry]
    places: dict[str, Place]
    lines: tuple[Line, ...]
    texts: Texts
    counted: Counted


def material() -> Material:
    """Return what comes along with this program."""
    folder = examples() / "fair"
    roster = _read(folder / "roster.yaml", _Roster)
    catalogue = _read(folder / "catalogue.yaml", _Catalogue)
    return Material(
        organisations={entry.id: entry for entry in roster.organisations},
        places=catalogue.places,
        lines=catalogue.lines,
        texts=_read(folder / "texts.yaml", Texts),
        counted=_read(folder / "lists.yaml", Counted),
    )


def _read(path: Path, type_: type[T]) -> T:
    return msgspec.yaml.decode(path.read_bytes(), type=type_)
