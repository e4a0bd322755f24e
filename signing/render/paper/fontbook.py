"""The fonts of one document: which characters it uses, and the font objects that hold them.

Each face is one composite font whose character codes count the document's characters in the order
of their first use, so that what is copied out of the file is exactly the text that went in, beyond
the Basic Multilingual Plane too. Source: ISO 32000-1, 9.7.4 (CIDFonts), 9.10.3 (ToUnicode).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from signing.render.paper.streams import packed
from signing.render.setting.faces import Face, Family, Weight, face_of


class FontBook:
    """The fonts used so far. A resource name is that of the family and weight: ``NotoSans-400``."""

    def __init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}
        self._faces: dict[str, Face] = {}

    def name(self, family: Family, weight: Weight) -> str:
        """Return the resource name of a face, which the document uses from now on."""
        face = face_of(family, weight)
        self._faces[face.name] = face
        return face.name

    def encoded(self, name: str, text: str) -> str:
        """Return ``text`` as a hexadecimal string of two-byte codes, without its brackets."""
        codes = self._codes.setdefault(name, {})
        for character in text:
            if character not in codes:
                codes[character] = f"{len(codes) + 1:04x}"
        return "".join([codes[character] for character in text])

    def embedded(self, pdf: Pdf) -> Dictionary:
        """Return the font resources, all embedded, as objects of ``pdf``."""
        return Dictionary(
            {
                f"/{name}": _composite(pdf, self._faces[name], tuple(codes))
                for name, codes in sorted(self._codes.items())
            }
        )


def subset_tag(name: str, characters: Sequence[str]) -> str:
    """Return six letters that tell this part of a font from any other part of it.

    A signed file holds several, one in each stamp; to take one for another would show other text
    (ISO 32000-1, 9.6.4).
    """
    digest = hashlib.sha256(f"{name}:{''.join(characters)}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _composite(pdf: Pdf, face: Face, characters: Sequence[str]) -> Object:
    name = Name(f"/{subset_tag(face.name, characters)}+{face.metrics.name}")
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, face, characters, name)),
        CIDToGIDMap=packed(pdf, _glyph_map(face, characters)),
        DW=1000,
        W=Array([1, Array([round(face.width(character)) for character in characters])]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=packed(pdf, _to_unicode(characters)),
        )
    )


def _descriptor(pdf: Pdf, face: Face, characters: Sequence[str], name: Name) -> Dictionary:
    program = face.subset(characters)
    metrics = face.metrics
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array([round(edge) for edge in metrics.box]),
        ItalicAngle=0,
        Ascent=round(metrics.ascent),
        Descent=round(metrics.descent),
        CapHeight=round(metrics.cap_height),
        StemV=round(metrics.stem),
        FontFile2=packed(pdf, program, Length1=len(program)),
    )


def _glyph_map(face: Face, characters: Sequence[str]) -> bytes:
    """Return the glyph number in the subset of each code, two bytes each, 0 for code 0."""
    numbers: dict[int, int] = {}
    for character in characters:
        numbers.setdefault(face.glyph(character), len(numbers) + 1)
    glyphs = [0, *(numbers[face.glyph(character)] for character in characters)]
    return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)


def _to_unicode(characters: Sequence[str]) -> bytes:
    pairs = [
        f"<{code:04x}> <{character.encode('utf-16-be').hex()}>"
        for code, character in enumerate(characters, 1)
    ]
    # ISO 32000-1, 9.7.5.4: at most a hundred pairs in one section
    sections = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(
        f"{len(section)} beginbfchar\n" + "\n".join(section) + "\nendbfchar" for section in sections
    )
    return _CMAP.format(body=body).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
