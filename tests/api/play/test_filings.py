"""Moves that put the deal before authorities, and what waits for them."""

from __future__ import annotations

from playing import Theatre
from plots import APPROVED, ASTER, FANG, LETTER, LIN, MINHAI, OPENED, given_plot, move

from aggregates.deal.filings.state import Status
from aggregates.deal.state import Stage


def _official(do: str, **keys: object) -> str:
    return move(do, FANG, acting_as="official", filing="land", **keys)


REQUIRE = _official(
    "require_filing", kind="land_use", authority="Land Office", of="minhai", due="+30d"
)
SUBMIT = move("submit_filing", LIN, filing="land", document="The application.\n")
GRANT = _official("decide_filing", outcome="granted", decision="Granted, no. 7.\n")
OPEN = {"expires": "+3d", "seats": [MINHAI, ASTER]}


def test_a_signing_waits_for_the_authority(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *APPROVED,
            REQUIRE,
            move("open_signing", LIN, **OPEN, expect="filing_open"),
            SUBMIT,
            GRANT,
            move("open_signing", LIN, **OPEN),
        )
    )
    assert played.deal.stage is Stage.SIGNING


def test_a_filing_goes_to_and_fro(theatre: Theatre) -> None:
    refuse = {"outcome": "refused", "decision": "Refused, no. 6.\n", "reason": "A page is missing."}
    played = theatre.when_played(
        given_plot(
            *OPENED,
            *LETTER,
            REQUIRE,
            _official("extend_filing", due="+60d"),
            SUBMIT,
            move("withdraw_filing", LIN, filing="land", reason="A page is missing."),
            SUBMIT,
            _official("decide_filing", **refuse),
            _official("lift_filing", reason="The law has changed."),
            move(
                "submit_filing", LIN, filing="land", document="Once more.\n", expect="filing_done"
            ),
        )
    )
    assert played.deal.filings["land"].status is Status.LIFTED
    assert played.deal.parties.stopped_at is None
