"""The quick tier: octets as they were signed, each signature right; who signed is not asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from forgery.attack import Attack
from forgery.attacks import archives, certificates, strangers
from forgery.octets import RANGE, ends, flipped, gaps
from forgery.scene import Scene
from hypothesis import given
from hypothesis import strategies as st

from signing.errors import SignatureError
from signing.verify.integrity import Intact, check_integrity
from signing.verify.pdf.file import MOST_OCTETS, MOST_REVISIONS


def refused(pdf: bytes, recorded: str = "") -> str:
    """Return the code with which it is refused."""
    with pytest.raises(SignatureError) as wrong:
        check_integrity(pdf, recorded)
    return wrong.value.code


def test_a_signed_file_is_intact_after_every_signature(scene: Scene) -> None:
    for number, revision in enumerate(scene.revisions, start=1):
        signed = tuple(scene.when(field) for field in scene.fields[:number])
        digest = hashlib.sha256(revision).hexdigest()
        intact = Intact(pdf_sha256=digest, signed_at=signed, archived_at=())
        assert check_integrity(revision, digest) == intact


def test_an_archived_file_tells_when(scene: Scene) -> None:
    assert check_integrity(scene.archived).archived_at == (scene.archived_at,)


def test_who_signed_is_not_asked(scene: Scene) -> None:
    assert check_integrity(certificates.evil_twins.case(scene).pdf).signed_at != ()


STOPPED = (
    (strangers.octets_after, "not_covered"),
    (strangers.cut_off, "range_wrong"),
    (strangers.written_anew, "no_signature"),
    (strangers.rolled_back_to_the_base, "no_signature"),
    (strangers.page_altered, "digest_wrong"),
    (strangers.claimed_time_altered, "digest_wrong"),
    (strangers.value_of_another, "signature_wrong"),
    (strangers.time_stamp_of_another, "time_stamp_of_another"),
    (strangers.time_stamp_removed, "no_time_stamp"),
    (archives.stamp_of_another, "time_stamp_of_another"),
)


@pytest.mark.parametrize(("attack", "code"), STOPPED, ids=[one.about for one, _ in STOPPED])
def test_whoever_changes_an_octet_is_stopped(scene: Scene, attack: Attack, code: str) -> None:
    assert refused(attack.case(scene).pdf) == code


def test_another_file_than_the_recorded_one_is_refused(scene: Scene) -> None:
    assert refused(scene.good, hashlib.sha256(scene.archived).hexdigest()) == (
        "not_the_recorded_file"
    )


def in_capitals(pdf: bytes) -> bytes:
    """Return the file with the last message in other digits."""
    start, end = gaps(pdf)[-1]
    return pdf[:start] + pdf[start:end].upper() + pdf[end:]


def in_no_digits(pdf: bytes) -> bytes:
    """Return the file with a letter in the last message that is no digit."""
    start, _ = gaps(pdf)[-1]
    return pdf[: start + 9] + b"x" + pdf[start + 10 :]


def with_something_behind(pdf: bytes) -> bytes:
    """Return the file with a bit in the room behind the last message."""
    return flipped(pdf, gaps(pdf)[-1][1] - 3)


def over_less(pdf: bytes) -> bytes:
    """Return the file whose first range ends before its update does."""
    found = RANGE.search(pdf)
    assert found
    spelled = b"/ByteRange [0 %s %s %d]" % (found[1], found[2], int(found[3]) - 1)
    return pdf[: found.start()] + spelled.ljust(len(found[0])) + pdf[found.end() :]


def too_long(pdf: bytes) -> bytes:
    """Return the file with more zeros behind it than a file may have octets."""
    return pdf + bytes(MOST_OCTETS)


def too_often(pdf: bytes) -> bytes:
    """Return the file with its last update again and again."""
    return pdf + pdf[ends(pdf)[-2] :] * MOST_REVISIONS


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (in_capitals, "message_unreadable"),
        (in_no_digits, "message_unreadable"),
        (with_something_behind, "padding_not_empty"),
        (over_less, "range_wrong"),
        (too_long, "too_large"),
        (too_often, "too_large"),
    ],
)
def test_what_is_written_otherwise_is_refused(
    scene: Scene, change: Callable[[bytes], bytes], code: str
) -> None:
    assert refused(change(scene.good)) == code


@given(octets=st.binary(max_size=300), inside=st.integers(0, 400))
def test_whatever_octets_come_there_is_an_answer(scene: Scene, octets: bytes, inside: int) -> None:
    assert refused(scene.good[: 1000 + inside] + octets + scene.good[-9000:]) != ""
    assert refused(octets) == "no_signature"
