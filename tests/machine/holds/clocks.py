"""Every deadline is where the time that is left says, however often clocks were stopped."""

from __future__ import annotations

from machine.model import Model, Offer, Paper, Timer

from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.state import Offer as StoredOffer
from aggregates.vocabulary import Deadline


def check_clocks(model: Model, deal: Deal) -> None:
    """The clocks of the deal, and of each of its papers."""
    assert deal.parties.suspended_at == model.suspended_at, "suspended or not"
    _check(model, model.until, deal.parties.expires_at)
    asked, extension = model.extension, deal.parties.extension
    if asked is None or extension is None:
        assert asked is extension, "an extension that some have agreed to"
    else:
        assert extension.consents == asked.sides, "who has agreed to the extension"
        _check(model, asked.until, extension.expires_at)
    for paper in model.papers.values():
        _check_paper(model, paper, deal.instruments[paper.id])


def _check_paper(model: Model, paper: Paper, instrument: Instrument) -> None:
    session, signing = paper.session, instrument.signing
    if session is not None and signing is not None:
        _check(model, session.until, signing.expires_at)
    if paper.offer is not None:
        _check_offer(model, paper.offer, instrument.matrix.offer)


def _check_offer(model: Model, offer: Offer, stored: StoredOffer | None) -> None:
    assert stored is not None, "the offer is there"
    assert (stored.number, stored.live) == (offer.number, offer.live), "live or not"
    if not offer.live:
        return
    _check(model, offer.until, stored.expires_at)
    if offer.irrevocable is None or stored.irrevocable_until is None:
        assert offer.irrevocable is stored.irrevocable_until, "irrevocable or not"
    else:
        _check(model, offer.irrevocable, stored.irrevocable_until)


def _check(model: Model, timer: Timer, deadline: Deadline) -> None:
    """While suspended, what is left is left from the moment of the suspension."""
    since = model.suspended_at or model.now
    assert deadline.at - since == timer.left, "time that is left"
