"""No file takes long, and nothing that goes wrong while it is looked at makes it valid."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from forgery.archives import Keeping, kept
from forgery.attacks.selfmade import seats_of
from forgery.files import OBJECTS, updated, written
from forgery.scene import SEATS, TERMS, Scene, sheet_of
from msgspec.structs import replace

from aggregates.signing_sheet import sheet_bytes
from signing.verify.case import MOST_LISTS, Case
from signing.verify.pdf.file import MOST_OCTETS, MOST_REVISIONS, MOST_SYNTAX
from signing.verify.pdf.objects import LONGEST_VALUE
from signing.verify.verdict import Level
from signing.verify.verifier import LONGEST_FACT, judge, verify

SECONDS = 30
"""Of processor time, on a slow machine and with each line traced; the worst takes two."""


def zeros() -> bytes:
    """Return 25 MB of zeros."""
    return bytes(25_000_000)


def zeros_in_a_pdf() -> bytes:
    """Return zeros between the beginning and the end of a file."""
    pdf = written()
    return pdf[:20] + bytes(25_000_000) + pdf[20:]


def small_values() -> bytes:
    """Return a file with as many values as may be."""
    value = b"[" + b"0 " * (LONGEST_VALUE // 2 - 100) + b"]"
    objects = dict.fromkeys(range(3, 3 + MOST_SYNTAX // LONGEST_VALUE), value)
    return written({**OBJECTS, **objects})


def small_containers() -> bytes:
    """Return a file with as many containers as may be."""
    value = b"[" + b"[]" * (LONGEST_VALUE // 2 - 100) + b"]"
    objects = dict.fromkeys(range(3, 3 + MOST_SYNTAX // LONGEST_VALUE), value)
    return written({**OBJECTS, **objects})


def small_objects() -> bytes:
    """Return a file with as many objects as may be."""
    return written({**OBJECTS, **dict.fromkeys(range(3, 40_000), b"null")})


def nested() -> bytes:
    """Return a file with containers in containers."""
    return written({**OBJECTS, 3: b"[" * 500_000})


def referring_to_itself() -> bytes:
    """Return a file in which everything leads to itself."""
    return written({1: b"<< /AcroForm 1 0 R /Fields [ 1 0 R ] /Kids [ 1 0 R ] >>", 2: b"2 0 R"})


def revisions() -> bytes:
    """Return a file with as many revisions as may be."""
    pdf = written()
    for _ in range(MOST_REVISIONS - 1):
        pdf = updated(pdf, {2: b"<< /Length 9 >>\nstream\n123456789\nendstream"})
    return pdf


def streams() -> bytes:
    """Return what looks like the beginning of a stream, over and over."""
    return written()[:-6] + b"stream\n" * 3_000_000 + b"%%EOF\n"


@pytest.mark.parametrize(
    "hostile",
    [
        zeros,
        zeros_in_a_pdf,
        small_values,
        small_containers,
        small_objects,
        nested,
        referring_to_itself,
        revisions,
        streams,
    ],
)
def test_a_hostile_file_gets_its_verdict_soon(scene: Scene, hostile: Callable[[], bytes]) -> None:
    case = scene.case(hostile())
    begun = time.process_time()
    assert verify(case).level is not Level.VALID
    assert time.process_time() - begun < SECONDS


def test_a_file_that_is_too_large_is_not_read(scene: Scene) -> None:
    verdict = verify(scene.case(scene.good + bytes(MOST_OCTETS)))
    assert verdict.reason is not None
    assert (verdict.level, verdict.reason.code) == (Level.NOT_VALID, "too_large")


def test_no_more_lists_are_read_than_an_archive_has(scene: Scene) -> None:
    own = scene.evidence.lists[0]
    bearing_its_name = [own[:-2] + number.to_bytes(2, "big") for number in range(MOST_LISTS)]
    flooded = kept(scene, Keeping(lists=tuple(bearing_its_name)))
    reason = verify(scene.case(flooded)).reason
    assert reason is not None
    assert (reason.code, reason.facts["what"]) == ("too_large", "lists")


def test_what_a_file_says_of_itself_is_told_in_short(scene: Scene) -> None:
    seats = tuple(replace(SEATS[1], field=f"field-{number}") for number in range(1000))
    sheet = sheet_bytes(sheet_of(TERMS, seats))
    told = verify(scene.case(Scene(scene.registry, scene.at, change=seats_of(sheet)).base))
    facts = [
        len(one) for step in told.findings if step.reason for one in step.reason.facts.values()
    ]
    assert LONGEST_FACT < max(facts) <= LONGEST_FACT + len("…")


def test_what_nobody_foresaw_is_not_valid(scene: Scene) -> None:
    def fails(case: Case) -> None:
        raise RecursionError(case)

    verdict = judge(scene.case(scene.good), {"bytes": fails})
    assert verdict.reason is not None
    assert (verdict.level, verdict.reason.code) == (Level.NOT_VALID, "unforeseen")
    assert verdict.reason.facts == {"reason": "RecursionError"}
