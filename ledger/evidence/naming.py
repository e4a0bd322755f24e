"""Which documents an event names as its deal's papers, by what it says.

A digest may stand in an event for many reasons: whoever writes a remark can write that of any file.
So a paper is named in one place alone, where no one who writes to a deal puts anything: in
``pdf_sha256`` of the event itself, or of its ``revision``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

PAPER: Final = "pdf_sha256"
REVISION: Final = "revision"


def papers_named(said: Mapping[str, object]) -> frozenset[str]:
    """Return the digests of the papers that an event names, in lower-case hexadecimal digits."""
    revision = said.get(REVISION)
    within = cast("dict[str, object]", revision) if isinstance(revision, dict) else {}
    found = (said.get(PAPER), within.get(PAPER))
    return frozenset(one for one in found if isinstance(one, str))
