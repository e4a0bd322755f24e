"""Proposing that something be erased, and taking it back."""

from __future__ import annotations

import pytest
from bdd import given
from erasing import ERASED, HELD, RELEASED, SECOND, proposed
from msgspec.structs import replace
from people import DAY, NOON, OFFICIAL, REGISTRAR

from aggregates.log import LOG
from aggregates.log.erasing.events import ErasureGround, ErasureWithdrawn, Subject
from aggregates.log.erasing.propose_erasure import ProposeErasure, propose_erasure
from aggregates.log.erasing.withdraw_erasure import WithdrawErasure, withdraw_erasure

PROPOSE = ProposeErasure(
    actor=REGISTRAR,
    at=NOON + DAY,
    erasure="erasure-1",
    subject=Subject.DEAL,
    id="deal-1",
    ground=ErasureGround.RETENTION_ENDED,
    reference="DPO-2",
)
WITHDRAW = WithdrawErasure(actor=SECOND, at=NOON, erasure="erasure-1")
WITHDRAWN = ErasureWithdrawn(at=NOON, erasure="erasure-1", by=SECOND.person)


def test_somebody_of_the_registry_proposes_once() -> None:
    given(LOG).when(propose_erasure, PROPOSE).then(proposed())
    given(LOG, proposed()).when(propose_erasure, PROPOSE).then()


def test_an_official_proposes_no_erasure() -> None:
    given(LOG).when(propose_erasure, replace(PROPOSE, actor=OFFICIAL)).then_refused(
        "role_not_allowed", role="official", allowed=("registry",)
    )


@pytest.mark.parametrize(
    ("subject", "ground"),
    [
        (Subject.DEAL, ErasureGround.REQUEST),
        (Subject.PERSON, ErasureGround.RETENTION_ENDED),
        (Subject.DOCUMENTS, ErasureGround.COURT),
    ],
)
def test_not_every_ground_is_one_for_everything(subject: Subject, ground: ErasureGround) -> None:
    wrong = replace(PROPOSE, subject=subject, ground=ground)
    given(LOG).when(propose_erasure, wrong).then_refused(
        "ground_not_for_this", ground=ground.value, subject=subject.value
    )


def test_nothing_is_proposed_while_a_hold_stands() -> None:
    given(LOG, HELD).when(propose_erasure, PROPOSE).then_refused("hold_stands", holds=("hold-1",))
    given(LOG, HELD, RELEASED).when(propose_erasure, PROPOSE).then(proposed())


def test_one_thing_is_proposed_once_at_a_time() -> None:
    again = replace(PROPOSE, erasure="erasure-2")
    given(LOG, proposed()).when(propose_erasure, again).then_refused(
        "erasure_proposed", erasure="erasure-1"
    )
    given(LOG, proposed(), WITHDRAWN).when(propose_erasure, again).then(
        replace(proposed(), erasure="erasure-2")
    )
    other = replace(again, id="deal-2")
    given(LOG, proposed()).when(propose_erasure, other).then(
        replace(proposed(identifier="deal-2"), erasure="erasure-2")
    )


def test_an_id_is_used_for_one_proposal_only() -> None:
    other = replace(PROPOSE, id="deal-2")
    given(LOG, proposed()).when(propose_erasure, other).then_refused("id_taken", id="erasure-1")


def test_what_is_erased_is_not_proposed_again() -> None:
    again = replace(PROPOSE, erasure="erasure-2")
    given(LOG, proposed(), ERASED).when(propose_erasure, again).then_refused(
        "erased_already", subject="deal", id="deal-1"
    )


def test_a_proposal_is_taken_back_once() -> None:
    given(LOG, proposed()).when(withdraw_erasure, WITHDRAW).then(WITHDRAWN)
    given(LOG, proposed(), WITHDRAWN).when(withdraw_erasure, WITHDRAW).then()


def test_an_erasure_is_not_taken_back() -> None:
    given(LOG, proposed(), ERASED).when(withdraw_erasure, WITHDRAW).then_refused(
        "erased_already", subject="deal", id="deal-1"
    )


def test_what_was_never_proposed_is_not_taken_back() -> None:
    other = replace(WITHDRAW, erasure="erasure-9")
    for before in ((), (proposed(), ERASED)):
        given(LOG, *before).when(withdraw_erasure, other).then_refused(
            "erasure_not_proposed", erasure="erasure-9"
        )
