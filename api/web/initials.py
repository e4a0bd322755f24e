"""The letters that stand for a person where there is little room."""

from __future__ import annotations


def initials_of(name: str) -> str:
    """Return the two letters that stand for a person; of a Chinese name, its end."""
    words = name.split()
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return name[-2:] if name[:1] > "\u2e80" else name[:2].upper()
