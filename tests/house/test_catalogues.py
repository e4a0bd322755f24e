"""Every text of a page is said in Chinese, with the same facts in it; and none that is nowhere."""

from __future__ import annotations

import re

import pytest
from house.catalogues import texts_of_pages, without_translation

from api.web.catalogues import catalogues_of
from api.web.tongues import ARABIC, CHINESE, Tongue

FACT = re.compile(r"%\(\w+\)s")
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_pages_have_texts() -> None:
    assert "Sign in" in texts_of_pages()
    assert "Negotiating" in texts_of_pages()


def test_every_text_of_a_page_is_said_in_chinese() -> None:
    assert without_translation() == []


@pytest.mark.parametrize("tongue", [CHINESE, ARABIC], ids=lambda one: one.tag)
def test_no_catalogue_says_what_no_page_says(tongue: Tongue) -> None:
    said = texts_of_pages()
    every = [message.id for one in catalogues_of(tongue) for message in one if message.id]
    assert [text for text in every if text not in said] == []


@pytest.mark.parametrize("tongue", [CHINESE, ARABIC], ids=lambda one: one.tag)
def test_a_translation_has_the_facts_of_its_text(tongue: Tongue) -> None:
    unlike = [
        message.id
        for one in catalogues_of(tongue)
        for message in one
        if message.id and {*FACT.findall(str(message.id))} != {*FACT.findall(str(message.string))}
    ]
    assert unlike == []


def test_one_text_is_not_said_in_two_ways() -> None:
    said: dict[str, set[str]] = {}
    for one in catalogues_of(CHINESE):
        for message in one:
            if message.id:
                said.setdefault(str(message.id), set()).add(str(message.string))
    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}


def test_what_is_said_in_chinese_is_chinese() -> None:
    strange = [
        message.string
        for one in catalogues_of(CHINESE)
        for message in one
        if message.id and not HAN.search(str(message.string))
    ]
    assert strange == []
