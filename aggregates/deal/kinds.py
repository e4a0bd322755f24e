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
    Kind.AMENDMENT: frozenset(Tier),
    Kind.TERMINATION: frozenset(Tier),
}
"""As what each kind may count. None is counted as more than it is: a letter is no contract."""

CHANGING: Final = frozenset({Kind.AMENDMENT, Kind.TERMINATION})
"""What is drafted while the leading instrument is in force, to change it or to end it."""

PLEDGING: Final = LEADING | {Kind.AMENDMENT}
"""What money is pledged in: it states its amount, and needs the edition's approvals.

The amount of an amendment is what the whole agreement pledges from then on.
"""


def check_kind(kind: Kind, tier: Tier, *, leading: bool) -> None:
    """An instrument of this kind can be counted so; ``leading``: the deal may be about it.

    Raises:
        RuleError: ``kind_not_leading``, ``tier_mismatch``.
    """
    if leading and kind not in LEADING:
        raise RuleError("kind_not_leading", kind=kind.value)
    if tier not in TIERS[kind]:
        raise RuleError("tier_mismatch", kind=kind.value, tier=tier.value)
