"""Signatures that are not over the whole file, and say so in their byte range."""

from __future__ import annotations

from collections.abc import Callable

from forgery.attack import Attack, only
from forgery.octets import flipped, gaps, ranged
from forgery.pen import Trick
from forgery.scene import Scene

from signing.pades.gap import Gap


def _ranged(about: str, stated: Callable[[Gap], tuple[int, int, int, int]]) -> Attack:
    """Make an attack in which the last signature is over less, and says so."""

    def over(gap: Gap) -> bytes:
        first, length, second, rest = stated(gap)
        return gap.pdf[first : first + length] + gap.pdf[second : second + rest]

    trick = Trick(retouch=lambda gap: ranged(gap, stated(gap)), over=over)
    return Attack(
        about=f"A signature {about}",
        step="bytes",
        code="range_wrong",
        alone=True,
        forge=lambda scene: scene.sign(scene.revisions[-2], "official", trick=trick),
    )


NOT_OVER_ALL = (
    _ranged("is not over the first octet", lambda gap: (1, gap.start - 1, *_rest(gap))),
    _ranged("begins at the second octet", lambda gap: (1, gap.start, *_rest(gap))),
    _ranged("is not over the end of its update", lambda gap: (0, gap.start, gap.end, 9)),
    _ranged(
        "leaves out the octet before its contents", lambda gap: (0, gap.start - 1, *_rest(gap))
    ),
)


@only("bytes", "range_wrong")
def stamp_redrawn(scene: Scene) -> bytes:
    """A signature leaves out its own stamp, which is drawn anew when all have signed."""

    def drawing(gap: Gap) -> int:
        return gap.pdf.rindex(b"\nstream\n", 0, gap.start) + 8

    trick = Trick(
        retouch=lambda gap: ranged(gap, (0, drawing(gap), *_rest(gap))),
        over=lambda gap: gap.pdf[: drawing(gap)] + gap.pdf[gap.end :],
    )
    signed = scene.sign(scene.revisions[-2], "official", trick=trick)
    return flipped(signed, drawing(Gap(signed, *gaps(signed)[-1])) + 20)


def _rest(gap: Gap) -> tuple[int, int]:
    return gap.end, len(gap.pdf) - gap.end
