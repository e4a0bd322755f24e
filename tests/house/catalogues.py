"""What pages say, and what is not said in Chinese yet.

``PYTHONPATH=tests python -m house.catalogues AREA PART`` writes into
``api/web/catalogues/zh_Hans/AREA.po`` each text without a translation that stands in a template or
page with ``PART`` in its path; what each means in Chinese is then for you to write.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from house.source import ROOT

from api.web.catalogues import texts_in
from api.web.tongues import CHINESE

Text: TypeAlias = str | tuple[str, str]
WEB = ROOT / "api/web"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "N_": None,
    "told": None,
    "ngettext": (1, 2),
}
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}


def texts_of_pages() -> dict[Text, set[str]]:
    """Return each text of templates and pages -> the files in which it stands.

    One that depends on a number is there with its plural.
    """
    found: defaultdict[Text, set[str]] = defaultdict(set)
    for file, _, message, _, _ in extract_from_dir(WEB, METHODS, OPTIONS, KEYWORDS):
        found[(message[0], message[1]) if isinstance(message, tuple) else message].add(file)
    return dict(found)


def without_translation(part: str = "") -> list[Text]:
    """Return the texts that are not said in Chinese."""
    return sorted(
        (
            text
            for text, places in texts_of_pages().items()
            if not _is_said(text) and any(part in place for place in places)
        ),
        key=str,
    )


def _is_said(text: Text) -> bool:
    known = texts_in(CHINESE)
    if isinstance(text, tuple):
        return known.ngettext(*text, 2) not in text
    return known.gettext(text) != text


def main(area: str, part: str) -> None:
    """Write what is missing into a catalogue."""
    file = Path(WEB / "catalogues/zh_Hans" / f"{area}.po")
    catalogue = Catalog(locale="zh_Hans")
    if file.exists():
        with file.open("rb") as opened:
            catalogue = read_po(opened, locale="zh_Hans")
    for text in without_translation(part):
        catalogue.add(text)
    with file.open("wb") as opened:
        write_po(opened, catalogue, width=100, omit_header=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
