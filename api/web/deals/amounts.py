"""Numbers as people type them, as the rules want them."""

from __future__ import annotations

import re
from typing import Final

_GROUPS: Final = re.compile(r"[\s,_'’]")
_FRACTION: Final = re.compile(r"(\d)\.(\d*?)0*$")


def plain_decimal(written: str) -> str:
    """Return a number without groups and idle zeros: ``460,000,000.50`` is ``460000000.5``.

    What is no number stays what it is, for the rules to refuse.
    """
    found = _FRACTION.sub(r"\1.\2", _GROUPS.sub("", written))
    return found.removesuffix(".")
