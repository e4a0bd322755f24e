"""Erasing a deal, by two people of the registry."""

from __future__ import annotations

import pytest
from bdd import after, given_states
from erasing import AT_THE_END, HELD, KEY, LATER, RETENTION, SECOND, failed, proposed
from msgspec.structs import replace
from people import DAY, NOON, OFFICIAL, REGISTRAR

from aggregates.deal.signing.state import PaperOriginal, Signing
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.log import LOG
from aggregates.log.erasing.erase_deal import EraseDeal, erase_deal, kept_of
from aggregates.log.erasing.events import DealErased, ErasedKey, ErasureGround, Subject
from aggregates.vocabulary import Deadline, Kind, Tier

ERASE = EraseDeal(
    actor=SECOND, at=LATER, erasure="erasure-1", deal="deal-1", keys=(KEY,), documents=()
)
ERASED = DealErased(
    at=LATER,
    erasure="erasure-1",
    ground=ErasureGround.RETENTION_ENDED,
    reference="DPO-2",
    keys=(KEY,),
    proposed_by=REGISTRAR.person,
    by=SECOND.person,
    deal="deal-1",
    documents=0,
)
DUE = after(LOG, RETENTION, proposed())
COURT = proposed(ground=ErasureGround.COURT)


def signed(progress: Progress, pdf: str, paper: PaperOriginal | None = None) -> Instrument:
    """Return an instrument with a file."""
    signing = Signing(
        id="s",
        principal="linghai",
        terms_sha256="0" * 64,
        base_pdf_sha256="1" * 64,
        pdf_sha256=pdf,
        seats={},
        expires_at=Deadline(at=NOON),
        paper=paper,
    )
    return Instrument(
        id=pdf[:8], kind=Kind.NDA, tier=Tier.INTENTION, progress=progress, signing=signing
    )


def test_a_deal_that_failed_is_erased_when_its_retention_has_ended() -> None:
    for stage in (Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED):
        given_states(DUE, failed(stage)).when(erase_deal, ERASE).then({"erasures": [ERASED]})
    state = after(LOG, RETENTION, proposed(), ERASED).erasing
    assert state.erased == {(Subject.DEAL, "deal-1"): ERASED}
    assert state.proposals == {}


def test_it_is_erased_once() -> None:
    log = after(LOG, RETENTION, proposed(), ERASED)
    given_states(log, Deal()).when(erase_deal, ERASE).then_nothing()


def test_it_is_not_erased_a_moment_before() -> None:
    early = replace(ERASE, at=LATER - DAY / 86_400)
    given_states(DUE, failed()).when(erase_deal, early).then_refused(
        "retention_running", until=LATER
    )


def test_it_is_kept_for_as_long_as_it_can_be_taken_up_again() -> None:
    given_states(DUE, failed(reopening_days=500)).when(erase_deal, ERASE).then_refused(
        "retention_running", until=NOON + 500 * DAY
    )


def test_nothing_is_due_where_nobody_said_when() -> None:
    given_states(after(LOG, proposed()), failed()).when(erase_deal, ERASE).then_refused(
        "retention_unset"
    )


def test_a_court_s_order_does_not_wait_for_the_end_of_retention() -> None:
    now = replace(ERASE, at=NOON + DAY)
    erased = replace(ERASED, at=NOON + DAY, ground=ErasureGround.COURT)
    given_states(after(LOG, COURT), failed()).when(erase_deal, now).then({"erasures": [erased]})


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SIGNED, Stage.EFFECTIVE])
def test_a_deal_that_lives_is_never_erased(stage: Stage) -> None:
    for log in (DUE, after(LOG, RETENTION, COURT)):
        given_states(log, failed(stage)).when(erase_deal, ERASE).then_refused(
            "deal_not_failed", stage=stage.value
        )


@pytest.mark.parametrize("stage", [Stage.FULFILLED, Stage.TERMINATED])
def test_a_deal_that_was_in_force_is_kept_as_long_as_its_edition_s_documents(stage: Stage) -> None:
    for log in (DUE, after(LOG, RETENTION, COURT)):
        given_states(log, failed(stage)).when(erase_deal, ERASE).then_refused(
            "retention_running", until=AT_THE_END
        )
    last = replace(ERASE, at=AT_THE_END)
    given_states(DUE, failed(stage)).when(erase_deal, last).then(
        {"erasures": [replace(ERASED, at=AT_THE_END)]}
    )


def test_it_takes_two_of_the_registry() -> None:
    alone = replace(ERASE, actor=REGISTRAR)
    given_states(DUE, failed()).when(erase_deal, alone).then_refused(
        "four_eyes", person=REGISTRAR.person
    )
    given_states(DUE, failed()).when(erase_deal, replace(ERASE, actor=OFFICIAL)).then_refused(
        "role_not_allowed", role="official", allowed=("registry",)
    )


def test_nothing_is_erased_that_was_not_proposed() -> None:
    for before in ((), (proposed(identifier="deal-2"),), (proposed(Subject.PERSON),)):
        given_states(after(LOG, RETENTION, *before), failed()).when(erase_deal, ERASE).then_refused(
            "erasure_not_proposed", erasure="erasure-1"
        )


def test_a_hold_that_came_after_the_proposal_stands() -> None:
    held = after(LOG, RETENTION, proposed(), HELD)
    given_states(held, failed()).when(erase_deal, ERASE).then_refused(
        "hold_stands", holds=("hold-1",)
    )


def test_an_erasure_names_its_keys() -> None:
    given_states(DUE, failed()).when(erase_deal, replace(ERASE, keys=())).then_refused(
        "list_empty", field="keys"
    )
    wrong = replace(ERASE, keys=(ErasedKey(kid="0A" * 16),))
    given_states(DUE, failed()).when(erase_deal, wrong).then_refused(
        "identifier_malformed", field="keys.kid", value="0A" * 16
    )


def test_executed_documents_are_stored_to_be_kept_or_nothing_is_erased() -> None:
    scan = PaperOriginal(scan_sha256="c" * 64, signatures=(), confirmed=frozenset())
    instruments = [
        signed(Progress.EXECUTED, "b" * 64),
        signed(Progress.EXECUTED, "d" * 64, scan),
        signed(Progress.SIGNING, "e" * 64),
    ]
    deal = replace(failed(), instruments={one.id: one for one in instruments})
    assert kept_of(DUE, deal, LATER) == ("b" * 64, "c" * 64)
    given_states(DUE, deal).when(erase_deal, ERASE).then_refused(
        "documents_not_kept", deal="deal-1"
    )
    kept = replace(ERASE, documents=kept_of(DUE, deal, LATER))
    given_states(DUE, deal).when(erase_deal, kept).then(
        {"erasures": [replace(ERASED, documents=2)]}
    )


def test_no_document_is_kept_longer_than_its_edition_s() -> None:
    instrument = signed(Progress.EXECUTED, "b" * 64)
    deal = replace(failed(), instruments={instrument.id: instrument})
    last = replace(ERASE, at=AT_THE_END)
    given_states(DUE, deal).when(erase_deal, last).then(
        {"erasures": [replace(ERASED, at=AT_THE_END)]}
    )
