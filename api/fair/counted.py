"""By what a played fair counts its deals: themes, delegations, and sessions of the ceremony."""

from __future__ import annotations

import msgspec


class Theme(msgspec.Struct, frozen=True, array_like=True):
    """A theme: its names, and the lines of business that are of it."""

    english: str
    chinese: str
    lines: tuple[str, ...]


class Delegation(msgspec.Struct, frozen=True, array_like=True):
    """A delegation: its names, and from where it brings projects (ISO 3166)."""

    english: str
    chinese: str
    places: tuple[str, ...]


class Session(msgspec.Struct, frozen=True, array_like=True):
    """A session of the ceremony: its names, and of which theme its deals are."""

    english: str
    chinese: str
    theme: str


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """By what deals are counted."""

    themes: dict[str, Theme]
    delegations: dict[str, Delegation]
    sessions: dict[str, Session]

    def theme_of(self, line: str) -> str | None:
        """Return the theme of a line of business."""
        return next((code for code, one in self.themes.items() if line in one.lines), None)

    def delegation_of(self, destination: str) -> str | None:
        """Return who brings the projects of a place (ISO 3166-2)."""
        names = {destination, destination.partition("-")[0]}
        every = self.delegations.items()
        return next((code for code, one in every if names & {*one.places}), None)

    def session_of(self, theme: str | None) -> str | None:
        """Return in which session deals of a theme are signed; None where in none."""
        return next((code for code, one in self.sessions.items() if one.theme == theme), None)
