"""Whatever can be refused or can fail is said in a sentence, in English and in Chinese."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from house.codes import ROOTS, codes_of, raised_in

from api.errors import sentences

SOURCES = {
    "aggregates": "rules",
    "ledger": "ledger",
    "signing": "signing",
    "projections": "projections",
    "api": "api",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("package", ROOTS)
def test_every_error_is_made_with_a_code_that_is_written_out(package: str) -> None:
    hidden = [f"{at.file}:{at.line}" for at in raised_in(package) if not at.code]
    assert hidden == []


@pytest.mark.parametrize("package", ROOTS)
def test_every_code_has_its_sentences_and_no_sentence_is_left_over(package: str) -> None:
    assert set(sentences(SOURCES[package])) == set(codes_of(package))


@pytest.mark.parametrize("package", ROOTS)
def test_a_sentence_uses_only_facts_that_are_always_given(package: str) -> None:
    facts = codes_of(package)
    unknown = {
        f"{code}: {field}"
        for code, wording in sentences(SOURCES[package]).items()
        for text in wording.values()
        for _, field, _, _ in Formatter().parse(text)
        if field is not None and field not in facts.get(code, frozenset())
    }
    assert unknown == set()


@pytest.mark.parametrize("package", ROOTS)
def test_each_sentence_is_there_in_both_languages(package: str) -> None:
    for code, wording in sentences(SOURCES[package]).items():
        assert set(wording) == {"en", "zh"}, code
        assert wording["en"].endswith("."), code
        assert wording["zh"].endswith("。"), code
        assert CHINESE.search(wording["zh"]), code
        assert not CHINESE.search(wording["en"]), code
