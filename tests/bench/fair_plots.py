"""The plots of the reference fair: what happens in the two sample deals, played by the rules.

One is a joint venture of three parties in two languages, the other a framework agreement of two.
"""

from __future__ import annotations

from pathlib import Path

from bench.fair import Plot
from databases import Database
from playing import Theatre, settings_for

from aggregates.deal import DEAL
from api.dealfile.load import parse_deal_file

_SAMPLES = ("joint-venture", "framework-agreement")


def plots(database: Database, home: Path) -> tuple[Plot, ...]:
    """Play the sample deals, and return what happened in each."""
    return tuple(_played(database, home / name, name) for name in _SAMPLES)


def _played(database: Database, home: Path, name: str) -> Plot:
    file = Path(__file__).parents[2] / "examples" / f"{name}.yaml"
    theatre = Theatre(settings_for(database, home))
    with theatre.player(parse_deal_file(file.read_bytes()), file.parent) as player:
        list(player.play())
        found = player.ledger.book.events(player.stage.source)
    return [event for event in (one.event for one in found) if isinstance(event, DEAL.events)]
