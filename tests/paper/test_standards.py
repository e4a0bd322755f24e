"""Every document that is made conforms to PDF/A-3a and PDF/UA-1, before and after signing."""

from __future__ import annotations

from functools import cache

import pytest
from forgery.scene import Scene
from paper.samples import (
    ALL,
    AMENDMENT,
    COUNTERED,
    EARLIER,
    JOINT_VENTURE,
    LATER,
    full_sheet,
    upon,
)
from paper.standards import accessible, archival
from paper.standards.document import Document
from paper.standards.mutations import MUTATIONS, is_readable
from paper.standards.rules import RULES, broken
from registries import NOON, opened

from signing.render import Version, clean_copy, current_manifest, redlined, render

FAIR = "26th Strait International Investment Fair"
MANIFEST = current_manifest()


@cache
def base(name: str) -> bytes:
    terms = ALL[name]
    return render(terms, full_sheet(terms), MANIFEST, upon(terms))


@cache
def document(file: bytes) -> Document:
    """Open a file for all rules: they only read, and what they need is worked out once."""
    return Document(file)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Give an agreement that was signed on the noon of the tests."""
    return Scene(opened(tmp_path_factory.mktemp("registry")), NOON)


@pytest.mark.parametrize("name", ALL)
def test_every_instrument_in_every_language_conforms(name: str) -> None:
    assert broken(document(base(name))) == []


def test_copies_conform() -> None:
    after = Version(terms=COUNTERED, instant=LATER)
    before = Version(terms=JOINT_VENTURE, instant=EARLIER)
    amendment = Version(terms=AMENDMENT, instant=LATER)
    copies = (
        clean_copy(after, FAIR, MANIFEST),
        clean_copy(amendment, FAIR, MANIFEST, upon(AMENDMENT)),
        redlined(before, after, FAIR, MANIFEST),
    )
    assert [broken(Document(copy)) for copy in copies] == [[], [], []]


def test_it_conforms_after_each_signature_and_when_it_is_archived(scene: Scene) -> None:
    for revision in (*scene.revisions, scene.archived):
        assert broken(document(revision)) == []


def test_there_is_a_mutation_for_every_rule() -> None:
    assert set(MUTATIONS) == set(RULES)
    assert {one.check.__module__ for one in RULES.values()} == {
        archival.__name__,
        accessible.__name__,
    }


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_rule_finds_what_it_is_there_to_find(name: str, scene: Scene) -> None:
    file = scene.archived if "signature_is_over" in name else base("joint_venture")
    assert RULES[name].breaks(document(file)) == []
    mutated = MUTATIONS[name](file)
    assert is_readable(mutated)
    assert RULES[name].breaks(Document(mutated))
