"""Which of the executed instruments a figure counts: all of them, or a part."""

from __future__ import annotations

from typing import Final

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the executed instruments; what is none does not matter.

    ``industry`` is the beginning of an ISIC code (a section, a division), ``destination`` that of
    an ISO 3166-2 code; ``region`` is that of the origin (M49), ``day`` the one of the execution in
    the edition's zone (ISO 8601), or the beginning of one: a month, a year.
    """

    tier: str | None = None
    direction: str | None = None
    mode: str | None = None
    industry: str | None = None
    origin: str | None = None
    destination: str | None = None
    project: str | None = None
    region: str | None = None
    day: str | None = None


EVERY: Final = Part()
