"""Updates that a signer spells so that two readers could read two things."""

from __future__ import annotations

from forgery.attack import Attack
from forgery.octets import replaced_in_update
from forgery.pen import Trick


def _malformed(old: bytes, new: bytes, about: str) -> Attack:
    trick = Trick(retouch=lambda gap: replaced_in_update(gap, old, new))
    return Attack(
        about=f"The last update {about}",
        step="bytes",
        code="file_malformed",
        alone=False,
        forge=lambda scene: scene.sign(scene.revisions[-2], "official", trick=trick),
    )


READ_IN_TWO_WAYS = (
    _malformed(b"/FT /Sig\n", b"/FT /Sig % note\n", "has a comment in it"),
    _malformed(b"/FT /Sig\n", b"/FT /Sig\n/V 9 0 R\n", "has a key twice"),
    _malformed(b"/FT /Sig\n", b"/FT /Sig\n/#41A null\n", "has a key with an escape"),
    _malformed(b"/FT /Sig\n", b"/FT\t/Sig\n", "has other white space"),
    _malformed(b"/F 132\n", b"/F +132\n", "has a number with a sign"),
    _malformed(b"/T (", b"/T (\\\n", "has a string that goes on in the next line"),
    _malformed(b"endobj\nxref", b"endobj\n9 0 obj\nnull\nendobj\nxref", "has an unlisted object"),
    _malformed(b"xref\n0 1\n", b"xref\n0 0\n0 1\n", "has an empty part in its table"),
    _malformed(b"/Prev ", b"/XRefStm 17\n/Prev ", "has a second table"),
    _malformed(b"/Prev ", b"/Encrypt 9 0 R\n/Prev ", "says that it is encrypted"),
    _malformed(b"/Root 1 0 R", b"/Root 9 0 R", "has another catalogue"),
    _malformed(b"/Length ", b"/Length 1", "has a stream of another length"),
)
