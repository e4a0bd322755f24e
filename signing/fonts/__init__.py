"""The fonts that documents are set in: static instances of Noto Sans and Noto Sans SC.

They are part of the renderer: another byte in a font is another document. ``OFL.txt`` is their
licence; the recipe that makes them is in ``docs/how-to/make-the-fonts.md``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from signing.errors import SignatureError

FONT_SHA256: Final = {
    "NotoSans-400": "82d154854e9c223e853625ae9faf7302fdccc02f6bacfd429d6ff311da93d011",
    "NotoSans-700": "c0ee0289e4e932a8dbdfcc3db25d32dc06c77a79b227cba47a13b67cb8345a26",
    "NotoSansSC-400": "80347072bf02570d965e66fd85c63670c3c78265ca04c2ed2c8bafeb023bd933",
    "NotoSansSC-700": "e06799c1e842d91903b916be2457625b42b97b689f839525c19caf700d9529ef",
}
"""The digest of each font program, by its name."""


def font_file(name: str) -> Path:
    """Return where the font ``name`` is kept."""
    return Path(__file__).with_name(f"{name}.ttf")


def font_program(name: str) -> bytes:
    """Return the TrueType program of the font ``name``.

    Raises:
        SignatureError: ``font_altered`` when its bytes are not the ones this version was made for.
    """
    program = font_file(name).read_bytes()
    if hashlib.sha256(program).hexdigest() != FONT_SHA256[name]:
        raise SignatureError("font_altered", font=name)
    return program
