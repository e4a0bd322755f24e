"""What an examiner may say of a file: known refusals, with the facts that belong to them.

What comes out of its process is not trusted: a file may have taken it over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from api.annexes.looking.said import Refused
from api.refusals import ApiError
from signing.errors import SignatureError

Facts: TypeAlias = Mapping[str, str]
_FACT_LENGTH: Final = 100

_REFUSALS: Final[Mapping[str, Callable[[Facts], Exception]]] = MappingProxyType(
    {
        "annex_bomb": lambda _: ApiError("annex_bomb"),
        "annex_damaged": lambda facts: ApiError("annex_damaged", reason=facts["reason"]),
        "annex_kind_refused": lambda _: ApiError("annex_kind_refused"),
        "annex_macros": lambda _: ApiError("annex_macros"),
        "annex_reaches_out": lambda _: ApiError("annex_reaches_out"),
        "annex_two_kinds": lambda facts: ApiError("annex_two_kinds", other=facts["other"]),
        "foreign_acts": lambda facts: SignatureError("foreign_acts", what=facts["what"]),
        "foreign_embeds": lambda _: SignatureError("foreign_embeds"),
        "foreign_encrypted": lambda _: SignatureError("foreign_encrypted"),
        "foreign_unreadable": lambda facts: SignatureError(
            "foreign_unreadable", reason=facts["reason"]
        ),
    }
)


def refusal_of(refused: Refused) -> Exception:
    """Return the refusal that an examiner tells of."""
    make = _REFUSALS.get(refused.code)
    if make is None or any(len(fact) > _FACT_LENGTH for fact in refused.facts.values()):
        return not_examined()
    try:
        return make(refused.facts)
    except KeyError:
        return not_examined()


def not_examined() -> ApiError:
    """Return that a file could not be examined to its end: it takes too much, or broke it off."""
    return ApiError("annex_not_examined")
