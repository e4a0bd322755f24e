"""Every deadline is where the time that is left says, however often clocks were stopped."""

from __future__ import annotations

from machine.model import Model, Offer, Paper, Timer

from aggregates.deal.state import Deal
from aggregates.deal.terms.state import Offer as StoredOffer
from aggregates.vocabulary import Deadline


def check_clocks(model: Model, deal: Deal) -> None:
    """The clocks of the deal, and of each of its papers."""
    assert deal.parties.suspended_at == model.suspended_at, "suspended or not"
    assert (deal.parties.stopped_at is not None) is model.stopped, "stopped or not"
    check_left(model, model.until, deal.parties.expires_at, deal)
    asked, extension = model.extension, deal.parties.extension
    if asked is None or extension is None:
        assert asked is extension, "an extension that some have agreed to"
    else:
        assert extension.consents == asked.sides, "who has agreed to the extension"
        check_left(model, asked.until, extension.expires_at, deal)
    for paper in model.papers.values():
        _check_paper(model, paper, deal)


def _check_paper(model: Model, paper: Paper, deal: Deal) -> None:
    instrument = deal.instruments[paper.id]
    session, signing = paper.session, instrument.signing
    if session is not None and signing is not None:
        check_left(model, session.until, signing.expires_at, deal)
    if paper.offer is not None:
        _check_offer(model, paper.offer, instrument.matrix.offer, deal)


def _check_offer(model: Model, offer: Offer, stored: StoredOffer | None, deal: Deal) -> None:
    assert stored is not None, "the offer is there"
    assert (stored.number, stored.live) == (offer.number, offer.live), "live or not"
    if not offer.live:
        return
    check_left(model, offer.until, stored.expires_at, deal)
    if offer.irrevocable is None or stored.irrevocable_until is None:
        assert offer.irrevocable is stored.irrevocable_until, "irrevocable or not"
    else:
        check_left(model, offer.irrevocable, stored.irrevocable_until, deal)


def check_left(model: Model, timer: Timer, deadline: Deadline, deal: Deal) -> None:
    """While the clock stands, what is left is left from the instant as of which it was written."""
    since = deal.parties.stopped_at or model.now
    assert deadline.at - since == timer.left, "time that is left"
