"""Whatever a command may have to say has its words, in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from aggregates.deal.state import Progress, Stage
from aggregates.vocabulary import Kind
from api.errors import sentences
from signing.verify.record import BINDS
from signing.verify.verdict import Level
from signing.verify.verifier import STEPS

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FACT = re.compile(r"\{(\w+)\}")
TOLD = {
    "demo": [stage.value for stage in Stage],
    "standing": [one.value for kind in (Stage, Progress, Kind) for one in kind],
    "verdict": [
        *(level.value for level in Level),
        *(f"step_{step}" for step in ("ours", "trust", *STEPS)),
        *(f"status_{status}" for status in ("not_checked", *sorted(BINDS))),
    ],
}


@pytest.mark.parametrize("source", TOLD)
def test_each_value_has_its_words(source: str) -> None:
    known: Iterable[str] = sentences(source)
    assert set(TOLD[source]) - set(known) == set()


@pytest.mark.parametrize("source", TOLD)
def test_each_is_there_in_both_languages_with_the_same_facts(source: str) -> None:
    for code, wording in sentences(source).items():
        english, chinese = wording["en"], wording["zh"]
        assert CHINESE.search(english) is None, code
        words = re.search(r"[a-z]{4}", FACT.sub("", english))
        assert CHINESE.search(chinese) or words is None, code
        assert _facts(english) == _facts(chinese), code


def _facts(wording: str) -> set[str]:
    return set(FACT.findall(wording))
