"""What a search has come upon: how often each event happened, each decision said no."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """``examples`` counts what was played; ``found_after`` is how many it took until a finding."""

    examples: int = 0
    found_after: int = 0
    events: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
