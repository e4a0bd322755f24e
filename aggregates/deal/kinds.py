"""Which instruments a deal may have, and as what figures may count them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aggregates.errors import RuleError
from aggregates.vocabulary import Kind, Tier

LEADING: Final = frozenset({Kind.FRAMEWORK_AGREEMENT, Kind.AGREEMENT})
"""What a deal may be about; letters of intent and NDAs stand beside it."""

TIERS: Final[Mapping[Kind, frozenset[Tier]]] = {
    Kind.LETTER_OF_INTENT: frozenset({Tier.INTENTION}),
    Kind.NDA: frozenset(Tier),
    Kind.FRAMEWORK_AGREEMENT: frozenset({Tier.INTENTION, Tier.FRAMEWORK}),
    Kind.AGREEMENT: frozenset({Tier.CONTRACT}),
}
"""The kinds that can be drafted. None is counted as more than it is: a letter is no contract."""


def check_kind(kind: Kind, tier: Tier, *, leading: bool) -> None:
    """An instrument of this kind can be drafted and counted so; ``leading``: the deal be about it.

    Raises:
        RuleError: ``kind_not_leading``, ``kind_not_drafted``, ``tier_mismatch``.
    """
    if leading and kind not in LEADING:
        raise RuleError("kind_not_leading", kind=kind.value)
    if kind not in TIERS:
        raise RuleError("kind_not_drafted", kind=kind.value)
    if tier not in TIERS[kind]:
        raise RuleError("tier_mismatch", kind=kind.value, tier=tier.value)
