"""What a timeline says of a publication."""

from __future__ import annotations

from msgspec.structs import replace
from publications import NOTE, PREPARED, SENT_BACK, SIGNED_OFF

from aggregates.publication.describe import describe
from aggregates.telling import Names
from aggregates.vocabulary import Language

NAMES: Names = {"he-jing": "He Jing", "bao-ning": "Bao Ning"}
FOLLOWING = replace(PREPARED, number=2, note=NOTE)


def test_a_first_publication_says_of_what_it_was_prepared_and_of_no_change() -> None:
    told = describe(PREPARED, "en", NAMES)
    assert told.startswith(
        "He Jing prepared the provisional publication No. 1, figures a1a1a1a1a1a1"
    )
    assert "(position 40)." in told
    assert "changed" not in told


def test_a_later_publication_says_what_changed_in_the_language_of_its_reader() -> None:
    said: dict[Language, str] = {
        "en": "What changed: “Two agreements more.”",
        "zh-Hans": "变更说明：“新增两份协议。”",
    }
    for language, change in said.items():
        assert change in describe(FOLLOWING, language, NAMES)


def test_it_says_who_signed_it_off_and_why_it_was_sent_back() -> None:
    assert describe(SIGNED_OFF, "en", NAMES) == (
        "Bao Ning signed off the figures a1a1a1a1a1a1 that were prepared: they are public."
    )
    assert describe(SENT_BACK, "en", NAMES).endswith("back: “The rate of the dollar is old.”")
