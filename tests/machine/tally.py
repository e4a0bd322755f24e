"""What a search has come upon: how often each event happened, each decision said no."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """``examples`` counts what was played; ``found_after`` how many it took until the finding."""

    examples: int = 0
    found_after: int = 0
    finding: str = ""
    events: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    furthest: Counter[str] = field(default_factory=Counter)

    def told(self) -> str:
        """Return in a line how far the deals came."""
        came = ", ".join(f"{number} {stage}" for stage, number in self.furthest.most_common())
        commands = sum(self.done.values()), sum(self.refused.values())
        return (
            f"{self.examples} examples, {commands[0]} commands done, {commands[1]} refused: {came}"
        )
