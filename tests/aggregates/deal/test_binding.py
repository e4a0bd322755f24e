"""Which steps bind whoever takes them, and so are answered with a receipt."""

from __future__ import annotations

from aggregates.catalogue import EVENTS
from aggregates.deal.binding import BINDING, BINDING_NAMES
from aggregates.deal.ending.events import DealTerminated
from aggregates.deal.signing.events import SignatureApplied, SigningRefused
from aggregates.deal.terms.events import ClauseAccepted, OfferTabled, TermsLocked


def test_who_accepts_locks_or_signs_is_bound() -> None:
    assert {ClauseAccepted, TermsLocked, SignatureApplied} <= BINDING


def test_who_offers_refuses_or_ends_is_not() -> None:
    assert not {OfferTabled, SigningRefused, DealTerminated} & BINDING


def test_every_binding_step_is_stored_by_a_name_that_the_catalogue_knows() -> None:
    assert {EVENTS[name] for name in BINDING_NAMES} == BINDING
