"""The deal files that come along play to their end: all in them happens, or is refused as told."""

from __future__ import annotations

from pathlib import Path

from databases import Database
from dealfiles import EXAMPLES
from playing import Theatre, settings_for

from aggregates.deal.parties.events import DealReopened, PartyWithdrew
from aggregates.deal.state import Progress, Stage
from api.dealfile.load import parse_deal_file


def test_the_framework_agreement_is_withdrawn_reopened_and_signed(
    database: Database, tmp_path: Path
) -> None:
    file = next(path for path in EXAMPLES if path.stem == "framework-agreement")
    deal_file = parse_deal_file(file.read_bytes())
    theatre = Theatre(settings_for(database, tmp_path / "home"))
    played = theatre.when_played(deal_file, file.parent)
    assert played.deal.stage is Stage.SIGNED
    assert played.deal.round == 2
    assert [len(played.events(kind)) for kind in (PartyWithdrew, DealReopened)] == [1, 1]
    assert played.refusals == [move.expect for move in deal_file.moves if move.expect]
    leading = played.deal.instruments[played.deal.leading]
    assert (leading.progress, leading.signing is not None) == (Progress.EXECUTED, True)
