"""Signatures that leave a reader nothing to verify (universal signature forgery)."""

from __future__ import annotations

from forgery.attack import Attack
from forgery.octets import gaps
from forgery.scene import Scene

RANGE = b"/ByteRange [0 "
CONTENTS = b"/Contents <"


def _blanked(about: str, code: str, old: bytes, new: bytes, step: str = "bytes") -> Attack:
    """Make an attack that writes ``new`` over ``old`` in the last signature's dictionary."""

    def forge(scene: Scene) -> bytes:
        at = scene.good.rindex(b" 0 obj\n", 0, gaps(scene.good)[-1][0])
        forged = scene.good[:at] + scene.good[at:].replace(old, new.ljust(len(old)), 1)
        assert forged != scene.good
        return forged

    return Attack(about=about, step=step, code=code, alone=False, forge=forge)


NOTHING_TO_VERIFY = (
    _blanked("A signature has no contents", "message_unreadable", CONTENTS, b"/Nontents <"),
    _blanked("A signature has null for contents", "file_malformed", CONTENTS, b"/Contents null"),
    _blanked("A signature has a number for contents", "file_malformed", CONTENTS, b"/Contents 0"),
    _blanked("A signature has no byte range", "range_malformed", RANGE, b"/ByteRound [0 "),
    _blanked("A byte range has three numbers", "range_malformed", RANGE, b"/ByteRange [  "),
    _blanked("A byte range has a name in it", "range_malformed", RANGE, b"/ByteRange [/0"),
    _blanked("A byte range is indirect", "file_malformed", RANGE, b"/ByteRange 1 0 R"),
    _blanked("A byte range is spelled otherwise", "file_malformed", RANGE, b"/#42yteRange [0 "),
    _blanked(
        *("A signature is of an unknown kind", "signature_unlike_ours"),
        *(b"CAdES.detached", b"CAdES.detachex", "signatures"),
    ),
)
