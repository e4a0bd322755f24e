"""Signatures that leave a reader nothing to verify (universal signature forgery)."""

from __future__ import annotations

from forgery.attack import Attack, only, stopped_by
from forgery.octets import RANGE as STATED
from forgery.octets import gaps, replaced_in_update, with_contents
from forgery.pen import Trick
from forgery.scene import Scene

RANGE = b"/ByteRange [0 "
CONTENTS = b"/Contents <"


def _overwritten(scene: Scene, old: bytes, new: bytes) -> bytes:
    """Return the signed file with ``new`` over ``old`` in the last signature's dictionary."""
    at = scene.good.rindex(b" 0 obj\n", 0, gaps(scene.good)[-1][0])
    forged = scene.good[:at] + scene.good[at:].replace(old, new.ljust(len(old)), 1)
    assert forged != scene.good
    return forged


def _blanked(about: str, code: str, old: bytes, new: bytes) -> Attack:
    return stopped_by("bytes", code, about=about)(lambda scene: _overwritten(scene, old, new))


NOTHING_TO_VERIFY = (
    _blanked("A signature has no contents", "message_unreadable", CONTENTS, b"/Nontents <"),
    _blanked("A signature has null for contents", "file_malformed", CONTENTS, b"/Contents null"),
    _blanked("A signature has a number for contents", "file_malformed", CONTENTS, b"/Contents 0"),
    _blanked("A signature has no byte range", "range_malformed", RANGE, b"/ByteRound [0 "),
    _blanked("A byte range has three numbers", "range_malformed", RANGE, b"/ByteRange [  "),
    _blanked("A byte range has a name in it", "range_malformed", RANGE, b"/ByteRange [/0"),
    _blanked("A byte range is indirect", "file_malformed", RANGE, b"/ByteRange 1 0 R"),
    _blanked("A byte range is spelled otherwise", "file_malformed", RANGE, b"/#42yteRange [0 "),
)


def _ranged(about: str, code: str, range_: bytes) -> Attack:
    """Make an attack in which the last signature says this of what it is over."""

    def forge(scene: Scene) -> bytes:
        stated = list(STATED.finditer(scene.good))[-1]
        return (
            scene.good[: stated.start()] + range_.ljust(len(stated[0])) + scene.good[stated.end() :]
        )

    return stopped_by("bytes", code, about=about)(forge)


NOWHERE = (
    _ranged("A byte range is null", "range_malformed", b"/ByteRange null"),
    _ranged("A byte range is empty", "range_malformed", b"/ByteRange []"),
    _ranged("A byte range is of no octets", "range_wrong", b"/ByteRange [0 0 0 0]"),
    _ranged("A byte range is negative", "range_wrong", b"/ByteRange [0 -1 -1 -1]"),
    _ranged("A byte range is beyond the end", "range_wrong", b"/ByteRange [0 9 99999999 9]"),
)


@stopped_by("seats", "not_der")
def contents_zero(scene: Scene) -> bytes:
    """A signature has nothing but zeros for contents."""
    return with_contents(scene.good, -1, lambda message: bytes(len(message)))


@only("signatures", "signature_unlike_ours")
def unknown_kind(scene: Scene) -> bytes:
    """A signature is of a kind that no reader knows."""
    return _overwritten(scene, b"CAdES.detached", b"CAdES.detachex")


@only("signatures", "signature_unlike_ours")
def reason_elsewhere(scene: Scene) -> bytes:
    """A signature gives an object of the base for its reason."""
    trick = Trick(retouch=lambda gap: replaced_in_update(gap, b"/M (", b"/Reason 1 0 R\n/M ("))
    return scene.sign(scene.revisions[-2], "official", trick=trick)
