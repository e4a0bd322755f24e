"""Everything that holds of a deal after every command, whatever it was."""

from __future__ import annotations

from machine.digests import digest
from machine.holds.clocks import check_clocks
from machine.holds.filings import check_filings
from machine.holds.performance import check_performance, check_records
from machine.holds.signatures import check_approvals, check_executed, check_signing
from machine.holds.words import check_lock, check_words
from machine.model import Model, Paper
from machine.world import World

from aggregates.deal.amending.events import TextConsolidated
from aggregates.deal.state import Instrument
from aggregates.vocabulary import Event


def check_deal(model: Model, world: World, named: str) -> None:
    """The deal says what the notebook says.

    An executed paper is looked at again when the command ``named`` it, or when it is another.
    """
    deal = world.deal
    sides = {side: principal.lead for side, principal in deal.parties.principals.items()}
    assert sides == model.sides, "who negotiates"
    assert deal.parties.invitations == model.invited, "who is invited"
    assert set(deal.parties.participants) == model.participants, "who else takes part"
    granted = {
        (reader, side, scope.value)
        for (reader, side), scopes in deal.access.items()
        for scope in scopes
    }
    assert granted == model.granted, "who lets whom read what"
    consents = {
        (paper, side, item.value)
        for (paper, side), items in deal.publicity.consents.items()
        for item in items
    }
    assert consents == model.consents, "who lets what be published"
    assert deal.publicity.confidential == model.confidential, "who keeps it confidential"
    if not deal.id:
        return
    assert deal.stage.value == model.stage, "how far the deal is"
    assert set(deal.instruments) == set(model.papers), "which papers there are"
    for paper in model.papers.values():
        instrument = deal.instruments[paper.id]
        known = world.looked_at.get(paper.id) is instrument and named != paper.id
        if paper.executed is None or not known:
            _check_paper(model, paper, instrument)
        world.looked_at[paper.id] = instrument
    check_clocks(model, deal)
    check_filings(model, deal)
    check_performance(model, deal)
    check_records(model, deal)


def _check_paper(model: Model, paper: Paper, instrument: Instrument) -> None:
    assert instrument.progress.value == paper.progress, "how far the paper is"
    check_words(model, paper, instrument)
    check_lock(model, paper, instrument)
    check_approvals(paper, instrument)
    check_signing(paper, instrument)
    check_executed(model, paper, instrument)


def check_text(model: Model, happened: Event) -> None:
    """What is in force after an amendment is what the signed papers make, put together anew."""
    if isinstance(happened, TextConsolidated):
        words = digest(model.in_force())
        assert happened.consolidated_sha256 == words, "the text in force is what was signed"


def check_followed(world: World) -> None:
    """Following what is stored equals running, and nothing was changed in place."""
    assert world.followed() == world.running(), "following equals running"


def check_replay(world: World) -> None:
    """Replaying what was stored, from nothing, equals running and following."""
    assert world.replayed() == world.running() == world.followed(), "replaying equals running"
