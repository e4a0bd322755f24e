"""In which of our two languages an answer is given."""

from __future__ import annotations

from api.errors import Language


def language_of(accept_language: str) -> Language:
    """Return the language that ``Accept-Language`` prefers; English if it names neither.

    Source: RFC 9110 section 12.5.4. What cannot be read is passed over.
    """
    best: tuple[float, Language] = (0.0, "en")
    for part in accept_language.split(",")[:32]:
        tag, _, weight = part.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        quality = _quality(weight)
        if primary == "zh" and quality > best[0]:
            best = (quality, "zh")
        elif primary in {"en", "*"} and quality > best[0]:
            best = (quality, "en")
    return best[1]


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
