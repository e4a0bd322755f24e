"""Dates, amounts and names of places as a reader writes them (Unicode CLDR).

An amount keeps its ISO 4217 code: in a contract, a sign could be of several currencies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, cast
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_timedelta, get_timezone_location
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from api.web.tongues import Tongue

MINUTE: Final = timedelta(minutes=1)
_MINUS: Final = "\N{MINUS SIGN}"


class Formats:
    """How one reader is shown values: in their language, by the clock of their zone."""

    def __init__(self, tongue: Tongue, zone: ZoneInfo, at: datetime) -> None:
        """Show them as of ``at``."""
        self.tongue, self.locale, self.zone, self.at = tongue, tongue.locale, zone, at

    def day(self, instant: datetime, zone: ZoneInfo | None = None) -> str:
        """Return the day: ``Tue, 24 Nov``; with its year where that is another one."""
        local = instant.astimezone(zone or self.zone)
        same = local.year == self.at.astimezone(zone or self.zone).year
        return self._skeleton("MMMEd" if same else "yMMMEd", local)

    def clock(self, instant: datetime, zone: ZoneInfo | None = None) -> str:
        """Return the time of the day: ``18:00``."""
        return self._skeleton("Hm", instant.astimezone(zone or self.zone))

    def moment(self, instant: datetime, zone: ZoneInfo | None = None) -> str:
        """Return day and time: ``Tue, 24 Nov, 18:00``."""
        between = " " if self.tongue.told == "zh" else ", "
        return f"{self.day(instant, zone)}{between}{self.clock(instant, zone)}"

    def whole(self, instant: datetime) -> str:
        """Return it with year, seconds and zone, for who wants to know exactly."""
        local = instant.astimezone(self.zone)
        return f"{self._skeleton('yMMMEd', local)} {self._skeleton('Hms', local)} {local:%z}"

    def until(self, instant: datetime, zones: tuple[str, ...] = ()) -> str:
        """Return an instant by several clocks: ``Tue, 24 Nov, 18:00 Jakarta / 19:00 Xiamen``.

        The reader's clock goes first; a zone whose clock shows the same is not told twice.
        """
        told, shown = [self.moment(instant)], {self._offset(instant, self.zone)}
        others = [ZoneInfo(name) for name in zones]
        others = [one for one in others if self._offset(instant, one) not in shown]
        if not others:
            return told[0]
        told = [f"{told[0]} {self.place(self.zone)}"]
        for other in others:
            if self._offset(instant, other) in shown:
                continue
            shown.add(self._offset(instant, other))
            same_day = self.day(instant, other) == self.day(instant)
            clock = self.clock(instant, other) if same_day else self.moment(instant, other)
            told.append(f"{clock} {self.place(other)}")
        return " / ".join(told)

    def ago(self, instant: datetime) -> str:
        """Return how far off it is: ``in 2 days``, ``3 hours ago``; within a minute, the time."""
        if abs(instant - self.at) < MINUTE:
            return self.clock(instant)
        return format_timedelta(
            instant - self.at, add_direction=True, threshold=1.2, locale=self.locale
        )

    def place(self, zone: ZoneInfo) -> str:
        """Return the city by which a zone is called."""
        return get_timezone_location(zone.key, locale=self.locale, return_city=True)

    def country(self, code: str) -> str:
        """Return the name of a country or territory (ISO 3166-1); the code where CLDR has none."""
        known = cast("Mapping[str, str]", self.locale.territories)
        return known.get(code, code)

    def language(self, tag: str) -> str:
        """Return the name of a language of terms (BCP 47)."""
        known = cast("Mapping[str, str]", self.locale.languages)
        return known.get(tag.replace("-", "_"), known.get(tag.partition("-")[0], tag))

    def number(self, value: str | Decimal | int) -> str:
        """Return a decimal in groups, every digit of it."""
        return format_decimal(Decimal(value), locale=self.locale, decimal_quantization=False)

    def short(self, value: str | Decimal) -> str:
        """Return an amount for a narrow place: ``480M``, ``4.8亿``."""
        return format_compact_decimal(Decimal(value), locale=self.locale, fraction_digits=1)

    def percent(self, value: Decimal) -> str:
        """Return a ratio in per cent, with its sign: ``+4%``."""
        written = format_percent(abs(value), locale=self.locale, decimal_quantization=False)
        return f"{_MINUS if value < 0 else '+'}{written}"

    def _skeleton(self, skeleton: str, local: datetime) -> str:
        return format_skeleton(skeleton, local, tzinfo=local.tzinfo, locale=self.locale)

    @staticmethod
    def _offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
        return instant.astimezone(zone).utcoffset()


FILTERS: Final[tuple[Callable[..., str], ...]] = (
    Formats.day,
    Formats.clock,
    Formats.moment,
    Formats.whole,
    Formats.until,
    Formats.ago,
    Formats.country,
    Formats.language,
    Formats.number,
    Formats.short,
    Formats.percent,
)
"""Those that templates use as filters, by their names."""
