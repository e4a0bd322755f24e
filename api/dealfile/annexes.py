"""The bytes of the annexes, of which the frames cite the digests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Final

from api.dealfile.compose import compose
from api.dealfile.document import DealFile
from api.dealfile.faults import Faults
from api.dealfile.papers import Annex

MAX_BYTES: Final = 64 * 1024 * 1024
"""A larger annex is refused."""


def annex_contents(deal: DealFile, folder: FilePath, source: bytes) -> Mapping[str, bytes]:
    """Return annex id -> its bytes: the text in UTF-8, or the file below ``folder``.

    ``source`` is the deal file itself: it says in which line a file is named.

    Raises:
        DealFileError: for each file that is not there, is too large, or lies outside ``folder``.
    """
    faults = Faults()
    found: dict[str, bytes] = {}
    for index, annex in enumerate(deal.annexes):
        try:
            found[annex.id] = _content(annex, folder)
        except (OSError, ValueError) as wrong:
            faults.add(("annexes", index, "file"), "no_such_file", f"{annex.file}: {wrong}")
    if faults.findings:
        raise faults.error(compose(source, Faults()))
    return found


def _content(annex: Annex, folder: FilePath) -> bytes:
    if annex.file is None:
        return (annex.text or "").encode()
    path = (folder / annex.file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError("it lies outside the folder of the deal file")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES} bytes")
    return path.read_bytes()
