"""Moves of the signing: nobody signs who may not, and what was signed is on the paper."""

from __future__ import annotations

from datetime import timedelta

from playing import Theatre
from plots import (
    APPROVED,
    ASTER,
    FANG,
    JANA,
    LETTER,
    LIN,
    LOCKED,
    MINHAI,
    OPENED,
    SHEN,
    SIGNING,
    TABLED,
    YE,
    given_plot,
    move,
    seat,
)

from aggregates.deal.parties.events import DeadlineExtended
from aggregates.deal.signing.events import (
    AgreementSealed,
    Notarised,
    OfficialSigned,
    SignatoryReplaced,
    SignatureApplied,
    Witnessed,
)
from aggregates.deal.state import Progress, Stage
from aggregates.mandate.events import MandateRevoked

LIN_SIGNS, JANA_SIGNS = move("sign", LIN, seat="minhai"), move("sign", JANA, seat="aster")
TABLE = len(OPENED + LETTER + TABLED)
"""How many moves it takes until an offer is on the table."""
OPENING = {"expires": "+3d", "seats": [MINHAI, ASTER]}


def test_everybody_else_signs_after_the_principals(theatre: Theatre) -> None:
    others = [
        seat("witness", "fair-registry", YE, role="witness", turn=2),
        seat("notary", "fair-secretariat", SHEN, role="notary", turn=3),
        seat("official", "attestation", FANG, role="official", turn=4),
    ]
    attested = (
        move("witness", YE, seat="witness"),
        move("notarise", SHEN, seat="notary"),
        move("official_sign", FANG, seat="official"),
    )
    refused = move("witness", YE, seat="witness", expect="not_executed")
    opening = move("open_signing", LIN, expires="+3d", seats=[MINHAI, ASTER, *others])
    played = theatre.when_played(
        given_plot(*APPROVED, opening, JANA_SIGNS, refused, LIN_SIGNS, *attested, move("seal", YE))
    )
    kinds = (Witnessed, Notarised, OfficialSigned, AgreementSealed)
    assert [len(played.events(kind)) for kind in kinds] == [1, 1, 1, 1]


def test_each_signature_is_on_the_revision_before_it(theatre: Theatre) -> None:
    played = theatre.when_played(given_plot(*SIGNING, LIN_SIGNS, JANA_SIGNS))
    first, second = played.events(SignatureApplied)[-2:]
    assert isinstance(first, SignatureApplied)
    assert isinstance(second, SignatureApplied)
    assert second.revision.previous_pdf_sha256 == first.revision.pdf_sha256
    assert played.deal.stage is Stage.SIGNED


def test_the_same_signature_given_again_changes_nothing(theatre: Theatre) -> None:
    played = theatre.when_played(given_plot(*SIGNING, LIN_SIGNS, LIN_SIGNS, JANA_SIGNS))
    assert len(played.events(SignatureApplied)) == 4  # two of them on the letter


def test_nothing_is_opened_that_may_not_be(theatre: Theatre) -> None:
    poor = seat("aster", "aster", JANA, "minhai-lin")
    played = theatre.when_played(
        given_plot(
            *OPENED,
            move("open_signing", LIN, **OPENING, expect="nothing_on_table"),
            *LOCKED[len(OPENED) : TABLE],
            move("open_signing", LIN, **OPENING, expect="not_locked"),
            *LOCKED[TABLE:],
            move("open_signing", LIN, expires="+3d", seats=[MINHAI], expect="no_seat"),
            move(
                "open_signing",
                JANA,
                expires="+3d",
                seats=[MINHAI, poor],
                expect="mandate_not_yours",
            ),
        )
    )
    assert len(played.refusals) == 4


def test_nobody_signs_in_the_seat_of_another(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *SIGNING,
            move("sign", JANA, seat="minhai", expect="wrong_seat"),
            move("sign", FANG, seat="aster", expect="wrong_seat"),
            move("refuse_to_sign", LIN, seat="aster", reason="Not mine.", expect="not_your_seat"),
        )
    )
    assert len(played.refusals) == 3


def test_under_a_revoked_mandate_nobody_signs(theatre: Theatre) -> None:
    revoked = move("revoke_mandate", LIN, mandate="minhai-lin", reason="LIN Jiahe leaves.")
    refused = move("sign", LIN, seat="minhai", expect="mandate_revoked")
    played = theatre.when_played(given_plot(*SIGNING, revoked, refused))
    assert len(played.events(MandateRevoked)) == 1


def test_a_signatory_is_replaced_until_the_seat_is_signed(theatre: Theatre) -> None:
    again = {"seat": "minhai", "person": LIN, "mandate": "minhai-lin"}
    played = theatre.when_played(
        given_plot(
            *SIGNING,
            move("replace_signatory", LIN, **again),
            LIN_SIGNS,
            move("replace_signatory", LIN, **again, expect="seat_taken"),
        )
    )
    assert played.events(SignatoryReplaced) == []


def test_a_signing_ends_without_an_agreement(theatre: Theatre) -> None:
    for moves, progress in (
        ((move("void_signing", LIN, reason="Wrong date."),), Progress.APPROVING),
        ((move("expire_signing", "system", at="+4d"),), Progress.APPROVING),
        ((move("refuse_to_sign", JANA, seat="aster", reason="No."),), Progress.NEGOTIATING),
    ):
        played = theatre.when_played(given_plot(*SIGNING, *moves))
        assert played.deal.instruments[played.deal.leading].progress is progress


def test_a_signing_is_extended_by_who_opened_it(theatre: Theatre) -> None:
    later = move("extend_deadline", LIN, clock="signing", expires="+9d")
    played = theatre.when_played(given_plot(*SIGNING, later))
    (extended,) = played.events(DeadlineExtended)
    assert isinstance(extended, DeadlineExtended)
    assert extended.expires_at.at - extended.at == timedelta(days=9)
