"""What is changed in a file that is still being signed is found as well, and not by its seats."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from forgery import updates
from forgery.octets import ends, flipped, gaps, inserted
from forgery.pen import Trick, Update
from forgery.scene import SEATS, Scene

from signing.errors import SignatureError
from signing.verify.integrity import check_integrity
from signing.verify.verifier import first_look

LATER = range(1, len(SEATS))
"""All signatures but the certification."""


def codes(scene: Scene, pdf: bytes) -> set[str]:
    """Return why it is not valid, but that seats are empty."""
    findings = first_look(scene.case(pdf)).findings
    return {one.reason.code for one in findings if one.reason} - {"seat_empty", "not_jointly"}


def in_a_message(pdf: bytes) -> bytes:
    """Turn over a bit of the last message."""
    return flipped(pdf, gaps(pdf)[-1][0] + 1500)


def in_the_room(pdf: bytes) -> bytes:
    """Put something behind the last message."""
    return flipped(pdf, gaps(pdf)[-1][1] - 2)


OCTETS: tuple[Callable[[bytes], bytes], ...] = (
    lambda pdf: flipped(pdf, ends(pdf)[0] // 2),
    lambda pdf: flipped(pdf, len(pdf) - 30),
    in_a_message,
    in_the_room,
    lambda pdf: b"%" + pdf,
    lambda pdf: pdf + b"%\n",
    lambda pdf: inserted(pdf, ends(pdf)[-2], b"%\n"),
    lambda pdf: pdf[:-100],
)


@pytest.mark.parametrize("number", range(len(SEATS)))
def test_nothing_is_wrong_with_what_is_honest(scene: Scene, number: int) -> None:
    assert codes(scene, scene.revisions[number]) == set()


@pytest.mark.parametrize("number", range(len(SEATS)))
@pytest.mark.parametrize("change", OCTETS, ids=map(str, range(len(OCTETS))))
def test_no_octet_of_a_revision_can_be_changed(
    scene: Scene, number: int, change: Callable[[bytes], bytes]
) -> None:
    changed = change(scene.revisions[number])
    assert codes(scene, changed) != set()
    if change is not in_a_message:  # what a message carries along, nothing but the next is over
        with pytest.raises(SignatureError):
            check_integrity(changed)


BROUGHT: tuple[Callable[[Update], None], ...] = (
    updates.other_page,
    updates.pages_swapped,
    updates.page_dropped,
    updates.annotation,
    updates.script,
    updates.field_added,
    updates.other_font,
    updates.other_attachment("agreement.json"),
    updates.other_attachment("signing.json"),
    updates.other_metadata,
    updates.unused_object,
    updates.moved("official"),
    updates.field_removed("registry"),
)


@pytest.mark.parametrize("number", LATER)
@pytest.mark.parametrize("change", BROUGHT, ids=map(str, range(len(BROUGHT))))
def test_no_signer_can_bring_anything_along(
    scene: Scene, number: int, change: Callable[[Update], None]
) -> None:
    brought = scene.sign(
        scene.revisions[number - 1], scene.fields[number], trick=Trick(meddle=change)
    )
    assert codes(scene, brought) != set()


@pytest.mark.parametrize("number", LATER)
@pytest.mark.parametrize("change", BROUGHT, ids=map(str, range(len(BROUGHT))))
def test_no_stranger_can_add_anything(
    scene: Scene, number: int, change: Callable[[Update], None]
) -> None:
    added = updates.updated(scene.revisions[number], change)
    assert codes(scene, added) != set()
    with pytest.raises(SignatureError):
        check_integrity(added)


@pytest.mark.parametrize("number", LATER)
def test_no_two_can_sign_in_each_other_s_place(scene: Scene, number: int) -> None:
    other = "andes" if scene.fields[number] != "andes" else "linghai-1"
    signed = scene.sign(scene.revisions[number - 1], scene.fields[number], scene.identity(other))
    assert "seat_of_another" in codes(scene, signed)
