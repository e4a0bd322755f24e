"""How sentences about events are made: one listener's language, and the names that they know.

English and Simplified Chinese stand side by side in each ``describe.py``; `Telling` picks one and
puts names, amounts and moments into it. The words follow ``docs/glossary.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeAlias

import msgspec

from aggregates.vocabulary import SYSTEM, Language, Money, Party, Rate
from aggregates.words import LANGUAGES, Pair

Names: TypeAlias = Mapping[str, str]
"""What the listener calls an organisation, a person, a project, an instrument, a clause: by id."""

_CHINESE_ENDS = ("!", "?", "…", "。", "！", "？")
_ENGLISH_ENDS = (".", *_CHINESE_ENDS)
_EDGE = "\x1f"
_HAN = "\u4e00-\u9fff"
_FOREIGN = rf"[^\s\u2010-\u2027\u3000-\u303f{_HAN}\uff00-\uffef]"
_GAP = re.compile(
    rf"(?<=[{_HAN}]){_EDGE}+(?={_FOREIGN})|(?<={_FOREIGN}){_EDGE}+(?=[{_HAN}])", re.ASCII
)


class Telling(msgspec.Struct, frozen=True):
    """Who listens. Every tag that begins with ``zh`` is told in Chinese, every other in English."""

    language: Language
    names: Names

    @property
    def chinese(self) -> bool:
        """Whether the listener is told in Chinese."""
        return self.language.partition("-")[0] == "zh"

    def say(self, *, en: str, zh: str) -> str:
        """Return the sentence for this listener, with Chinese and foreign words set apart."""
        if self.chinese:
            return _GAP.sub(" ", zh).replace(_EDGE, "")
        return en.replace(f".{_EDGE}.", ".").replace(
            _EDGE, ""
        )  # Co., Ltd. ends a sentence by itself

    def pick(self, en: str, zh: str) -> str:
        """Return the part of a sentence that is in the listener's language."""
        return zh if self.chinese else en

    def word(self, pair: Pair) -> str:
        """Return one of the two words of a table."""
        return self.pick(*pair)

    def name(self, identifier: str) -> str:
        """Return what the listener calls ``identifier``, or else the identifier."""
        if identifier == SYSTEM:
            return self.pick("The system", "系统")
        return fact(self.names.get(identifier, identifier))

    def party(self, party: Party) -> str:
        """Return what the listener calls ``party``, or else its legal name."""
        return fact(self.names.get(party.id, party.legal_name))

    def every(self, items: Iterable[str]) -> str:
        """Return the items as a list that reads: ``A, B and C``."""
        *rest, last = [*items] or [""]
        if not rest:
            return last
        comma, conjunction = ("、", "和") if self.chinese else (", ", " and ")
        return f"{comma.join(rest)}{conjunction}{last}"

    def all_names(self, identifiers: Iterable[str]) -> str:
        """Return the names of ``identifiers`` as a list that reads."""
        return self.every(self.name(identifier) for identifier in identifiers)

    def tongue(self, language: Language) -> str:
        """Return what ``language`` is called, or else its tag."""
        return self.word(LANGUAGES[language]) if language in LANGUAGES else fact(language)

    def closing(self, text: str) -> str:
        """Return what somebody wrote as the end of a sentence, with its one full stop."""
        stop, ends = ("。", _CHINESE_ENDS) if self.chinese else (".", _ENGLISH_ENDS)
        return f"{quoted(text)}{'' if text.rstrip().endswith(ends) else stop}"


def quoted(text: str) -> str:
    """Return what somebody wrote, on one line and in quotation marks."""
    return f"“{' '.join(text.split())}”"


def money(amount: Money) -> str:
    """Return an amount with its currency's code and grouped digits: ``CNY 1,480,000.50``."""
    places = len(amount.amount.partition(".")[2])
    return fact(f"{amount.currency} {Decimal(amount.amount):,.{2 if places == 1 else places}f}")


def rate(published: Rate) -> str:
    """Return an exchange rate as an equation: ``1 USD = 7.1088 CNY``."""
    return fact(f"1 {published.base} = {published.rate} {published.quote}")


def moment(at: datetime) -> str:
    """Return an instant to the minute, in UTC: where the listener is, is not known here."""
    return fact(f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC")


def counted(count: int, one: str, many: str = "") -> str:
    """Return an English count: ``1 clause``, ``2 clauses``."""
    return f"{count} {one}" if count == 1 else f"{count} {many or one + 's'}"


def fact(text: str) -> str:
    """Return ``text`` marked as put in: `Telling.say` sets it apart from Chinese if it has to."""
    return f"{_EDGE}{text}{_EDGE}"
