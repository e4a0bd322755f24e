"""What an event says, as every verifier must read it alike: JSON in one spelling alone.

Two programs that take a key that comes twice, half a character or a number without end each in
their own way would show two readers two histories, both of them proved. Ours are written so:

1. UTF-8, an object, no blank between its parts, no key twice.
2. Texts as ECMAScript's ``JSON.stringify`` writes them (RFC 8785 section 3.2.2.2), of whole
   characters.
3. Numbers are whole, and exact in every program: from -(2^53 - 1) to 2^53 - 1.
4. At most `DEPTH_MAX` objects and lists one in another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

import msgspec

from ledger.errors import LedgerError

DEPTH_MAX: Final = 64
INTEGER_MAX: Final = 2**53 - 1


def document_of(plain: bytes) -> dict[str, object]:
    """Return what an event says; encoded anew, it is these very bytes.

    Raises:
        LedgerError: ``history_unreadable``.
    """
    try:
        document = msgspec.json.decode(plain, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise LedgerError("history_unreadable", reason=str(wrong)) from None
    _require_exact(document)
    if msgspec.json.encode(document) != plain:
        raise LedgerError("history_unreadable", reason="it is not in its only spelling")
    return document


def _require_exact(document: dict[str, object]) -> None:
    level: list[object] = [document]
    for _ in range(DEPTH_MAX):
        level = [part for one in level for part in _parts(one)]
        for part in level:
            if isinstance(part, float) or (isinstance(part, int) and abs(part) > INTEGER_MAX):
                raise LedgerError("history_unreadable", reason="a number in it is not exact")
    if any(isinstance(part, dict | list) for part in level):
        raise LedgerError("history_unreadable", reason="it is too deep")


def _parts(one: object) -> Iterable[object]:
    if isinstance(one, dict):
        return cast("dict[str, object]", one).values()
    return cast("list[object]", one) if isinstance(one, list) else ()
