"""Two versions of terms held against each other, clause by clause."""

from __future__ import annotations

from msgspec.structs import replace
from paper.samples import NDA, clause

from aggregates.changed_terms import Fate, changes_of
from aggregates.redline import Edit, Piece
from aggregates.terms import Terms
from aggregates.vocabulary import Day, Money, Percentage, Quantity, Value


def told(body: str) -> dict[str, tuple[str, str]]:
    return {"en": ("Price", body), "zh-Hans": ("价格", body)}


def version(*bodies: tuple[str, str], **values: Value) -> Terms:
    return replace(
        NDA, clauses=tuple(clause(name, told(body)) for name, body in bodies), values=values
    )


def test_each_clause_has_its_fate_and_its_numbers() -> None:
    changes = changes_of(
        version(("a", "one"), ("b", "two"), ("c", "three")),
        version(("a", "one"), ("d", "four"), ("c", "3")),
    )
    assert [(one.id, one.fate, one.number_before, one.number) for one in changes.clauses] == [
        ("a", Fate.SAME, 1, 1),
        ("b", Fate.DELETED, 2, 0),
        ("d", Fate.ADDED, 0, 2),
        ("c", Fate.CHANGED, 3, 3),
    ]


def test_a_clause_deleted_at_the_head_stands_there() -> None:
    changes = changes_of(version(("a", "one"), ("b", "two")), version(("b", "two")))
    assert [one.id for one in changes.clauses] == ["a", "b"]


def test_texts_are_marked_in_each_language() -> None:
    (changed,) = changes_of(version(("a", "USD 5")), version(("a", "USD 4"))).clauses
    marked = (Piece(Edit.SAME, "USD "), Piece(Edit.DELETED, "5"), Piece(Edit.INSERTED, "4"))
    assert {tag: text.body for tag, text in changed.texts.items()} == {
        "en": marked,
        "zh-Hans": marked,
    }


def test_a_language_that_joins_is_inserted() -> None:
    before = replace(NDA, clauses=(clause("a", {"en": ("Price", "one")}),))
    (changed,) = changes_of(before, version(("a", "one"))).clauses
    assert changed.fate is Fate.CHANGED
    assert changed.texts["zh-Hans"].title == (Piece(Edit.INSERTED, "价格"),)
    assert not changed.texts["en"].is_change


def test_numbers_of_one_unit_say_by_how_much_they_grew() -> None:
    before = version(
        ("a", "x"),
        amount=Money(amount="500", currency="USD"),
        share=Percentage(value="40"),
        term=Quantity(value="3", unit="year"),
        zero=Percentage(value="0"),
        day=Day(value="2027-03-31"),
    )
    after = version(
        ("a", "x"),
        amount=Money(amount="480", currency="USD"),
        share=Percentage(value="50.5"),
        term=Quantity(value="3", unit="month"),
        zero=Percentage(value="1"),
        price=Money(amount="1", currency="EUR"),
    )
    told = {one.name: one.percent for one in changes_of(before, after).values}
    assert told == {"amount": "-4", "share": "26.3", "term": "", "zero": "", "day": "", "price": ""}


def test_a_quantity_of_the_same_unit_grows() -> None:
    before = version(("a", "x"), term=Quantity(value="3", unit="year"))
    after = version(("a", "x"), term=Quantity(value="4", unit="year"))
    assert [one.percent for one in changes_of(before, after).values] == ["33.3"]


def test_law_forum_and_annexes_are_held_against_each_other() -> None:
    before = replace(NDA, governing_law="Law of A", annexes=("11" * 32, "22" * 32))
    after = replace(NDA, governing_law="Law of B", annexes=("22" * 32, "33" * 32))
    changes = changes_of(before, after)
    assert [one.text for one in changes.governing_law] == ["Law of ", "A", "B"]
    assert (changes.annexes_added, changes.annexes_deleted) == (("33" * 32,), ("11" * 32,))
