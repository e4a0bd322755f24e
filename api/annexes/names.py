"""What an annex is called: a line of text that is shown, and never a path of anything."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote

from api.annexes.kinds import ENDINGS, AnnexKind
from api.refusals import ApiError

NAME_LENGTH: Final = 120
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_ENCODED: Final = re.compile(r"(?i:utf-8)''(?P<value>[!#$&+.^_`|~0-9A-Za-z%-]+)", re.ASCII)
_DISPOSITION: Final = re.compile(
    r"attachment(?:;\s*filename=\"(?P<plain>[\x20\x21\x23-\x5b\x5d-\x7e]*)\")?"
    r"(?:;\s*filename\*=(?P<encoded>\S+))?",
    re.ASCII | re.IGNORECASE,
)


def disposed_name(disposition: str) -> str:
    """Return the name in a ``Content-Disposition`` (RFC 6266), normalised; "" without one.

    Raises:
        ApiError: ``annex_name_malformed``.
    """
    found = _DISPOSITION.fullmatch(disposition.strip())
    if disposition and found is None:
        raise ApiError("annex_name_malformed")
    if found is None or found["encoded"] is None:
        return normal_name((found and found["plain"]) or "")
    encoded = _ENCODED.fullmatch(found["encoded"])
    if encoded is None:
        raise ApiError("annex_name_malformed")
    try:
        return normal_name(unquote(encoded["value"], errors="strict"))
    except UnicodeDecodeError:
        raise ApiError("annex_name_malformed") from None


def normal_name(given: str) -> str:
    """Return a name in NFC on one line: no path, no control, format or private character."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    kept = "".join(" " if char.isspace() else char for char in last if _is_shown(char))
    return " ".join(kept.split()).strip(". ")[:NAME_LENGTH].strip(". ")


def called(name: str, kind: AnnexKind) -> str:
    """Return ``name`` with the ending of its kind."""
    ending = ENDINGS[kind]
    if name.lower().endswith((ending, ".jpeg" if kind is AnnexKind.JPEG else ending)):
        return name
    return f"{name or 'annex'}{ending}"


def attachment(name: str) -> str:
    """Return the ``Content-Disposition`` that saves a file, and shows it nowhere."""
    plain = "".join(char if char.isascii() and char not in '"%' else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _is_shown(char: str) -> bool:
    if char.isspace():
        return True
    return unicodedata.category(char)[0] != "C" and char not in _FORBIDDEN
