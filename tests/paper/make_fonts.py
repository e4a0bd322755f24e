"""The recipe of the fonts in ``signing/fonts``: static instances of two variable fonts.

``PYTHONPATH=tests python -m paper.make_fonts`` makes all four and compares them with the pinned
digests; with ``--write`` it also replaces the files.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.resources import files
from io import BytesIO

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from signing.fonts import FONT_SHA256, font_file

LATIN = files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
HAN = files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"
RECIPES = {
    "NotoSans-400": (LATIN, {"wdth": 100, "wght": 400}),
    "NotoSans-700": (LATIN, {"wdth": 100, "wght": 700}),
    "NotoSansSC-400": (HAN, {"wght": 400}),
    "NotoSansSC-700": (HAN, {"wght": 700}),
}


def make_font(name: str) -> bytes:
    """Return the font ``name``, the same bytes each time: nothing in it says when it was made."""
    source, axes = RECIPES[name]
    variable = TTFont(BytesIO(source.read_bytes()), recalcTimestamp=False)
    static = instancer.instantiateVariableFont(variable, axes, updateFontNames=True)
    made = BytesIO()
    static.save(made)
    return made.getvalue()


def main(*, write: bool) -> int:
    """Make every font, say whether it is the pinned one, and return the exit code."""
    differing = 0
    for name, pinned in FONT_SHA256.items():
        program = make_font(name)
        digest = hashlib.sha256(program).hexdigest()
        found = "as pinned" if digest == pinned else f"NOT {pinned}"
        sys.stdout.write(f"{name} {digest} {found}\n")
        differing += digest != pinned
        if write:
            font_file(name).write_bytes(program)
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv))
