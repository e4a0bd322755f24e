"""Whatever octets are handed in, there is a verdict; and only the signed file is valid."""

from __future__ import annotations

import pytest
from forgery.messages import remade, second_value
from forgery.octets import ends, flipped, gaps, message_of, with_contents
from forgery.scene import Scene
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.cms.read import read_message
from signing.verify.verdict import Level
from signing.verify.verifier import verify

SAMPLES = 25


def places(scene: Scene, part: str) -> range:
    """Return where a part of the signed file lies."""
    pdf = scene.good
    first, last = gaps(pdf)[0], gaps(pdf)[-1]
    parts = {
        "the base": range(ends(pdf)[0]),
        "the first message": range(first[0], first[0] + 5000),
        "the last message": range(last[0], last[0] + 5000),
        "the room behind a message": range(last[1] - 2000, last[1]),
        "the last table": range(last[1], len(pdf)),
        "all": range(len(pdf)),
    }
    return parts[part]


@pytest.mark.parametrize(
    "part",
    [
        "the base",
        "the first message",
        "the last message",
        "the room behind a message",
        "the last table",
        "all",
    ],
)
def test_no_bit_can_be_turned_over(scene: Scene, part: str) -> None:
    within = places(scene, part)
    for number, at in enumerate(within[:: len(within) // SAMPLES]):
        changed = flipped(scene.good, at, 1 << number % 8)
        assert verify(scene.case(changed)).level is Level.NOT_VALID, at


@settings(max_examples=40)
@given(data=st.data())
def test_no_octets_can_be_replaced_removed_or_added(scene: Scene, data: st.DataObject) -> None:
    pdf = scene.good
    at = data.draw(st.integers(0, len(pdf) - 1))
    removed = data.draw(st.integers(0, 300))
    added = data.draw(st.binary(max_size=300))
    changed = pdf[:at] + added + pdf[at + removed :]
    assert (verify(scene.case(changed)).level is Level.VALID) == (changed == pdf)


@settings(max_examples=40)
@given(data=st.data())
def test_no_two_parts_can_be_exchanged(scene: Scene, data: st.DataObject) -> None:
    pdf = scene.good
    edges = sorted(data.draw(st.lists(st.integers(0, len(pdf)), min_size=3, max_size=3)))
    first, second, third = edges
    changed = pdf[:first] + pdf[second:third] + pdf[first:second] + pdf[third:]
    assert (verify(scene.case(changed)).level is Level.VALID) == (changed == pdf)


@given(st.binary(max_size=2000))
def test_octets_at_random_get_a_verdict(scene: Scene, octets: bytes) -> None:
    assert verify(scene.case(octets)).level is not Level.VALID


@given(octets=st.binary(max_size=500), inside=st.integers(0, 400))
def test_octets_at_random_within_a_pdf_get_a_verdict(
    scene: Scene, octets: bytes, inside: int
) -> None:
    pdf = scene.good[: 1000 + inside] + octets + scene.good[-1000:]
    assert verify(scene.case(pdf)).level is Level.NOT_VALID


def test_the_one_change_that_needs_no_key_is_noticed_where_there_is_a_record(scene: Scene) -> None:
    token = second_value(read_message(message_of(scene.good, -1)).token)
    changed = with_contents(scene.good, -1, lambda message: remade(message, token=token))
    assert changed != scene.good
    assert verify(scene.case(changed)).level is Level.VALID
    assert verify(scene.case(changed, record=scene.record)).level is Level.NOT_VALID
