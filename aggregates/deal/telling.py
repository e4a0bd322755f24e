"""How the terms of a deal are told: rows, clauses, typed values, what falls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import assert_never

from aggregates.deal.terms.events import FRAME
from aggregates.telling import Telling, counted, fact, money, quoted, rate
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    Day,
    Frame,
    InstrumentId,
    Language,
    Money,
    Percentage,
    Quantity,
    Rate,
    Value,
    Wording,
)
from aggregates.words import UNITS, Pair

_NAMED_CLAUSES = 4


class DealTelling(Telling, frozen=True):
    """Who listens to what happened in a deal."""

    def row(self, clause: ClauseId) -> str:
        """Return a row of the matrix as it stands in a sentence: a clause, or the frame."""
        return self.rows((clause,))

    def rows(self, clauses: Iterable[ClauseId]) -> str:
        """Return the rows named, the frame first; more than four clauses are only counted."""
        ids = list(clauses)
        told = [self.pick("the frame", "框架")] if FRAME in ids else []
        rest = [identifier for identifier in ids if identifier != FRAME]
        if len(rest) > _NAMED_CLAUSES:
            told.append(self.pick(f"{len(rest)} clauses", fact(f"{len(rest)} 个条款")))
        elif rest:
            label = self.pick("clause " if len(rest) == 1 else "clauses ", "条款")
            told.append(f"{label}{self.all_names(rest)}")
        return self.every(told)

    def clause(self, clause: Clause) -> str:
        """Return a clause with its heading: ``clause 4 “Capital”``."""
        title = self.text({tag: text.title for tag, text in clause.texts.items()})
        return f"{self.row(clause.id)}{self.pick(' ', '')}{quoted(title)}"

    def place(self, instrument: InstrumentId, clause: ClauseId) -> str:
        """Return what a remark is about: a clause, an instrument, or the deal."""
        if clause:
            row = self.row(clause)
            return self.pick(f"{row} of {self.name(instrument)}", f"{self.name(instrument)}{row}")
        return self.name(instrument) if instrument else self.pick("the deal", "本交易")

    def text(self, texts: Mapping[Language, str]) -> str:
        """Return a text in the listener's language, or else in the first one that there is."""
        ours = [text for tag, text in texts.items() if Telling(tag, {}).chinese == self.chinese]
        return [*ours, *texts.values()][0]

    def amount(self, frame: Frame) -> str:
        """Return what ``frame`` pledges as a part of a sentence; empty if nothing."""
        amount = frame.values.get("amount")
        if not isinstance(amount, Money):
            return ""
        return self.pick(f", over {money(amount)}", f"，金额 {money(amount)}")

    def stating(self, values: Mapping[str, Value]) -> str:
        """Return the numbers and days that a clause states as a part of a sentence."""
        told = [value for value in map(self._value, values.values()) if value]
        if not told:
            return ""
        return self.pick(f", stating {self.every(told)}", f"，载明 {self.every(told)}")

    def rates(self, rates: Collection[Rate]) -> str:
        """Return the exchange rates that hold for an event as a part of a sentence."""
        if not rates:
            return ""
        told = self.every(rate(published) for published in rates)
        return self.pick(f"; rates: {told}", f"；汇率：{told}")

    def fall(self, fallen: Collection[object], what: Pair) -> str:
        """Return a further sentence on how many of ``what`` fall; empty for none of them."""
        count = len(fallen)
        if not count:
            return ""
        verb = "falls" if count == 1 else "fall"
        return self.pick(f" {counted(count, what[0])} {verb}.", f"{count} 项{what[1]}失效。")

    def _value(self, value: Value) -> str:
        match value:
            case Money():
                return money(value)
            case Percentage():
                return fact(f"{value.value}%")
            case Quantity():
                return fact(f"{value.value} {self._unit(value)}")
            case Day():
                return fact(value.value)
            case Wording():
                return ""
            case _:
                assert_never(value)

    def _unit(self, quantity: Quantity) -> str:
        if quantity.unit not in UNITS:
            return quantity.unit
        one, many, zh = UNITS[quantity.unit]
        return self.pick(one if quantity.value == "1" else many, zh)
