"""A deal full of words that occur nowhere else, so that one sees where they come out."""

from __future__ import annotations

from typing import Any

from http_cast import Sponsored
from http_deal import frame
from http_fair import Fair, Said

from aggregates.vocabulary import Role

NATIVE = {"north": "北雁孤鸣", "south": "南橘晚香"}
LETTER_AMOUNTS = {"north": "314159265", "south": "161803398"}
AMOUNTS = {"north": "481516234", "south": "271828182"}
TERMS = ("frame", "heading", "wording", "remark", "query")
"""What an organiser reads of no deal."""
LETTER = ("missive", "salute", "courtesy")
"""What is in the letter of intent alone."""


class Marked(Sponsored):
    """A deal whose every text has its mark: ``heading-north`` is a clause's title in the north."""

    def __init__(self, fair: Fair, sponsor: str, mark: str) -> None:
        self.mark = mark
        usual, fair.house.names = fair.house.names, (NATIVE[mark], self.word("person"))
        super().__init__(fair, sponsor)
        fair.house.names = usual

    def word(self, kind: str) -> str:
        """Return the word for a kind of text in this deal."""
        return f"{kind}{self.mark}ofthecanary"

    @property
    def amount(self) -> str:
        """The amount that is pledged, in yuan."""
        return AMOUNTS[self.mark]

    @property
    def terms(self) -> frozenset[str]:
        """What only who may read the terms reads, and both sides do."""
        return frozenset({self.amount, *map(self.word, TERMS)}) | self.letter_terms

    @property
    def letter_terms(self) -> frozenset[str]:
        """What the letter of intent says: also who is invited reads it."""
        return frozenset({LETTER_AMOUNTS[self.mark], *map(self.word, LETTER)})

    @property
    def words(self) -> frozenset[str]:
        """Everything that nobody reads who has no part in the deal."""
        names = {NATIVE[self.mark], self.word("person")}
        return self.terms | names | {self.word("title"), self.word("reason")} | self.addresses

    @property
    def addresses(self) -> frozenset[str]:
        """Where its people are reached."""
        return frozenset({self.lin.insider.email, self.ana.insider.email})

    @property
    def asides(self) -> dict[str, str]:
        """What each side said to itself, by its organisation."""
        sides = {"first": self.lin, "second": self.ana}
        return {who.actor.organisation: self.word(f"aside{n}") for n, who in sides.items()}

    @property
    def ids(self) -> frozenset[str]:
        """Ids that nobody is told of who has no part in the deal."""
        mandates = {self.lin.mandate, self.ana.mandate}
        return frozenset({self.deal, self.leading, self.letter} | mandates)

    def opening(self) -> dict[str, Any]:
        """Return what is sent to open the deal."""
        return {**super().opening(), "title": self.word("title")}

    def engage(self) -> Marked:
        """Engage, then talk about it, to all and among themselves; be suspended, and resumed."""
        super().engage()
        self.does("comment", self.lin, text=self.word("remark")).then()
        self.does("ask", self.ana, text=self.word("query")).then()
        for who in (self.lin, self.ana):
            text = self.asides[who.actor.organisation]
            self.does("comment_to_own_side", who, text=text).then()
        official = self.fair.person(Role.OFFICIAL)
        for name in ("suspend_deal", "resume_deal"):
            self.does(name, official, reason=self.word("reason")).then()
        return self

    def letter_body(self) -> dict[str, Any]:
        """Return what is sent to send the letter."""
        return {**super().letter_body(), **self.marked(LETTER_AMOUNTS[self.mark], *LETTER)}

    def table(self, **changes: object) -> Said:
        """Table the first offer."""
        return super().table(**{**self.marked(self.amount, *TERMS), **changes})

    def marked(
        self, amount: str, title: str, heading: str, wording: str, *_: str
    ) -> dict[str, Any]:
        """Return terms over an amount, in these words."""
        money = {"type": "money", "amount": amount, "currency": "CNY"}
        whole = frame("c1", title=self.word(title))
        text = {"title": self.word(heading), "body": f"We {self.word(wording)} it."}
        return {
            "frame": {**whole, "values": {**whole["values"], "amount": money}},
            "clauses": [{"id": "c1", "values": {"price": money}, "texts": {"en": text}}],
        }
