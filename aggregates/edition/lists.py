"""The lists by which an edition counts its deals beside ISIC and ISO: its own, and its size bands.

A code that was once in a list stays there, so that every figure of an earlier position can still be
named: what nothing new is to be counted under is *retired*.
"""

from __future__ import annotations

from typing import Final

import msgspec

from aggregates.vocabulary import Language

BANDS: Final = ("0.1", "1", "2", "5", "10")
"""The size bands of an edition that has decided none, in thousand millions."""


class ListEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code, and what it is called in each language: a theme, a delegation, a session."""

    code: str
    names: dict[Language, str]
    retired: bool = False


class CeremonyItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item of the ceremony's running order, in one of its sessions."""

    code: str
    session: str
    names: dict[Language, str]
    retired: bool = False


class Lists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An edition's own lists; sessions, and items in each, are in the order in which they come.

    ``size_bands`` are where the bands of F5 begin after the first, which begins at nothing: in
    thousand millions of the currency that is asked for, in rising order.
    """

    themes: tuple[ListEntry, ...] = ()
    delegations: tuple[ListEntry, ...] = ()
    sessions: tuple[ListEntry, ...] = ()
    items: tuple[CeremonyItem, ...] = ()
    size_bands: tuple[str, ...] = BANDS
