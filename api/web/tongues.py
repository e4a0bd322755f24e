"""The languages of the pages, and which of them somebody reads in."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

import msgspec
from babel import Locale
from starlette.requests import Request

from api.errors import Language
from api.http.languages import language_of

COOKIE: Final = "__Host-language"

Direction = Literal["ltr", "rtl"]


class Tongue(msgspec.Struct, frozen=True, kw_only=True):
    """A language: its tag (BCP 47), how it calls itself, which way it runs.

    ``cldr`` is the locale of its dates and numbers; ``told`` is the language of the sentences that
    come from rules and events. ``offered``: its catalogue is whole, and people may choose it.
    """

    tag: str
    folder: str
    name: str
    cldr: str
    told: Language
    direction: Direction = "ltr"
    offered: bool = True

    @property
    def locale(self) -> Locale:
        """Return what CLDR knows of it."""
        return _locale(self.cldr)


ENGLISH: Final = Tongue(tag="en", folder="en", name="English", cldr="en_GB", told="en")
CHINESE: Final = Tongue(
    tag="zh-Hans", folder="zh_Hans", name="简体中文", cldr="zh_Hans_CN", told="zh"
)
ARABIC: Final = Tongue(
    tag="ar",
    folder="ar",
    name="العربية",
    cldr="ar",
    told="en",
    direction="rtl",
    offered=False,
)

TONGUES: Final = {tongue.tag: tongue for tongue in (ENGLISH, CHINESE, ARABIC)}


def tongue_of(request: Request) -> Tongue:
    """Return the language that somebody chose, else the one that their browser prefers."""
    chosen = TONGUES.get(request.cookies.get(COOKIE, ""))
    if chosen is not None:
        return chosen
    preferred = language_of(request.headers.get("accept-language", ""))
    return CHINESE if preferred == "zh" else ENGLISH


@cache
def _locale(folder: str) -> Locale:
    return Locale.parse(folder)
