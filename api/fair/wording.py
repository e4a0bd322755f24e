"""The papers of a deal: texts with its names and numbers in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import msgspec

from aggregates.canonical import canonical_decimal
from aggregates.deal.terms.events import Bindingness
from aggregates.vocabulary import Kind, Money, Percentage, Quantity, Tier, Value
from api.dealfile.moves.terms import Change, Rewording
from api.dealfile.papers import ClauseDraft, InstrumentDraft, Wording
from api.dealfile.prose import paragraphs
from api.fair.material import ClauseText, PaperText, Steps, Texts
from api.fair.pairing import Pairing

ENGLISH: Final = "en"
CHINESE: Final = "zh-Hans"
FAIR: Final = ("Haixia Investment Fair", "海峡投资博览会")

_LAW: Final = "Law of Singapore"
_FORUM: Final = "Arbitration Centre of the Haixia Investment Fair"
_HUNDRED_THOUSAND: Final = 100_000
_TIERS: Final = {Kind.AGREEMENT: Tier.CONTRACT, Kind.FRAMEWORK_AGREEMENT: Tier.FRAMEWORK}


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """The leading instrument of one deal, as it is written at each step of the negotiation."""

    pairing: Pairing
    text: PaperText

    def draft(self) -> InstrumentDraft:
        """Return it as it is first tabled."""
        return _instrument(self.pairing, self.text, "leading", self.pairing.project.line.kind)

    def change(self, clause: str, step: int) -> Change:
        """Return a clause as it is countered, step 1, or agreed, step 2."""
        written = _clause(self.pairing, self._of(clause), step)
        return Change(
            clause=clause,
            values=written.values,
            texts={tag: Rewording(body=text.body) for tag, text in written.texts.items()},
        )

    def _of(self, clause: str) -> ClauseText:
        return next(one for one in self.text.clauses if one.id == clause)


def leading(pairing: Pairing, texts: Texts) -> Paper:
    """Return what a deal is about."""
    is_frame = pairing.project.line.kind is Kind.FRAMEWORK_AGREEMENT
    text = texts.framework_agreement if is_frame else texts.agreement
    return Paper(pairing=pairing, text=text)


def letter(pairing: Pairing, texts: Texts) -> InstrumentDraft:
    """Return the letter of intent of a deal."""
    return _instrument(pairing, texts.letter, "letter", Kind.LETTER_OF_INTENT)


def _instrument(pairing: Pairing, text: PaperText, name: str, kind: Kind) -> InstrumentDraft:
    facts = _facts(pairing)
    binds = kind is not Kind.LETTER_OF_INTENT
    return InstrumentDraft(
        id=name,
        kind=kind,
        tier=_TIERS.get(kind, Tier.INTENTION),
        title={ENGLISH: text.title[0].format(**facts), CHINESE: text.title[1].format(**facts)},
        amount=pairing.amount if binds else None,
        authentic_languages=(ENGLISH, CHINESE),
        governing_law=_LAW,
        forum=_FORUM,
        bindingness=None if binds else Bindingness.PARTLY_BINDING,
        clauses=tuple(_clause(pairing, clause, 0) for clause in text.clauses),
    )


def _clause(pairing: Pairing, text: ClauseText, step: int) -> ClauseDraft:
    values = {name: _value(pairing, steps, step) for name, steps in text.values.items()}
    facts = _facts(pairing) | {name: _printed(value) for name, value in values.items()}
    texts = {
        tag: Wording(title=title, body=paragraphs(body.format(**facts)))
        for tag, title, body in zip((ENGLISH, CHINESE), text.title, text.body, strict=True)
    }
    return ClauseDraft(id=text.id, values=values, texts=texts)


def _value(pairing: Pairing, steps: Steps, step: int) -> Value:
    if steps.of is not None:
        exact = Decimal(pairing.amount.amount) * Decimal(str(steps.of[step]))
        rounded = round(exact / _HUNDRED_THOUSAND) * _HUNDRED_THOUSAND
        return Money(amount=str(rounded), currency=pairing.amount.currency)
    number = canonical_decimal(str(steps.steps[step]))
    if steps.unit == "%":
        return Percentage(value=number)
    return Quantity(value=number, unit=steps.unit)


def _printed(value: Value) -> str:
    match value:
        case Money():
            return f"{value.currency} {int(value.amount):,}"
        case Percentage() | Quantity():
            return value.value
        case _:
            raise TypeError(value)


def _facts(pairing: Pairing) -> dict[str, str]:
    line, place = pairing.project.line, pairing.project.place
    return {
        "opener": pairing.opener.legal_name,
        "owner": pairing.owner.legal_name,
        "fair": FAIR[0],
        "title_en": line.title[0],
        "title_zh": line.title[1],
        "subject_en": line.subject[0],
        "subject_zh": line.subject[1],
        "place_en": place.english,
        "place_zh": place.chinese,
    }
