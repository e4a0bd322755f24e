"""The deal files that come along play to their end: all in them happens, or is refused as told."""

from __future__ import annotations

from pathlib import Path

from databases import Database
from dealfiles import EXAMPLES
from playing import Theatre, settings_for

from aggregates.deal.amending.text import text_in_force
from aggregates.deal.parties.events import DealReopened, PartyWithdrew
from aggregates.deal.state import Progress, Stage
from aggregates.deal.terms.current import terms_of
from aggregates.vocabulary import Quantity
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


def test_the_framework_agreement_is_amended_and_attested(
    database: Database, tmp_path: Path
) -> None:
    file = next(path for path in EXAMPLES if path.stem == "framework-agreement")
    theatre = Theatre(settings_for(database, tmp_path / "home"))
    deal = theatre.when_played(parse_deal_file(file.read_bytes()), file.parent).deal
    signed, text = terms_of(deal, deal.instruments[deal.leading]), text_in_force(deal)
    terms = [next(c for c in of.clauses if c.id == "term") for of in (signed, text)]
    assert [clause.values["term"] for clause in terms] == [
        Quantity(value="4", unit="year"),
        Quantity(value="5", unit="year"),
    ]
    assert [clause.id for clause in text.clauses][len(signed.clauses) :] == ["monitoring"]
    assert len(deal.records.attestations) == 1
