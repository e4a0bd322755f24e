"""Numbers in forms."""

from __future__ import annotations


def number_of(text: str) -> int | str:
    """Return a whole number, or the text as it is: the operation that is asked says what is wrong.

    >>> number_of("12"), number_of("twelve")
    (12, 'twelve')
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else text
