"""What pages say in each language: gettext catalogues in ``api/web/catalogues``, a file an area.

The sources are English, and stand in templates and pages. Every file of a language's folder is read
when it is first needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from api.web.tongues import Tongue


def N_(text: str) -> str:  # noqa: N802 - as gettext calls it
    """Return ``text``, which is shown in the reader's language later: it is found by this name."""
    return text


@cache
def texts_in(tongue: Tongue) -> Translations:
    """Return what pages say in a language; what its catalogues do not have is said in English."""
    whole = Catalog(locale=tongue.folder)
    for catalogue in catalogues_of(tongue):
        for message in catalogue:
            if message.id and message.string:
                whole[message.id] = message
    written = BytesIO()
    write_mo(written, whole)
    written.seek(0)
    return Translations(written)


def catalogues_of(tongue: Tongue) -> Iterator[Catalog]:
    """Yield each catalogue of a language, in the order of their names."""
    folder = files("api.web") / "catalogues" / tongue.folder
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=_name):
            if file.name.endswith(".po"):
                with file.open("rb") as opened:
                    yield read_po(opened, locale=tongue.folder)


def _name(file: Traversable) -> str:
    return file.name
