"""Everything that holds of a deal after every command, whatever it was."""

from __future__ import annotations

from machine.holds.clocks import check_clocks
from machine.holds.signatures import check_approvals, check_executed, check_signing
from machine.holds.words import check_lock, check_words
from machine.model import Model
from machine.world import World


def check_deal(model: Model, world: World) -> None:
    """The deal says what the notebook says."""
    deal = world.deal
    sides = {side: principal.lead for side, principal in deal.parties.principals.items()}
    assert sides == model.sides, "who negotiates"
    assert deal.parties.invitations == model.invited, "who is invited"
    assert set(deal.parties.participants) == model.participants, "who else takes part"
    if not deal.id:
        return
    assert deal.stage.value == model.stage, "how far the deal is"
    assert set(deal.instruments) == set(model.papers), "which papers there are"
    for paper in model.papers.values():
        instrument = deal.instruments[paper.id]
        assert instrument.progress.value == paper.progress, "how far the paper is"
        check_words(model, paper, instrument)
        check_lock(model, paper, instrument)
        check_approvals(paper, instrument)
        check_signing(paper, instrument)
        check_executed(model, paper, instrument)
    check_clocks(model, deal)


def check_replay(world: World) -> None:
    """Replaying what was stored equals running, and nothing was changed in place."""
    assert world.replayed() == world.running(), "replaying equals running"
