"""Putting another signatory into a seat."""

from __future__ import annotations

from bdd import given_states
from locked_deal import ANDESS, NUNEZS, QUISPES, deal_after, mandate
from msgspec.structs import replace
from people import NOON, ROJAS
from signing_deal import IN_SIGNING, SIGNING_OPENED, WEN_SIGNED

from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.signing.events import InstrumentExecuted, SignatoryReplaced
from aggregates.deal.signing.replace_signatory import ReplaceSignatory, replace_signatory
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Money, Sitter

NUNEZ = Sitter(person="nunez", mandate="mandate-3")
SEAT_NUNEZ = ReplaceSignatory(
    actor=ROJAS, at=NOON, instrument="agreement-1", field="andes-1", sitter=NUNEZ
)
REPLACED = SignatoryReplaced(
    at=NOON,
    instrument="agreement-1",
    field="andes-1",
    previous="quispe",
    sitter=NUNEZ,
    principal="andes",
    by="rojas",
)


def refused(
    command: ReplaceSignatory, alternate: Mandate, *more: DealEvent, code: str, **facts: object
) -> None:
    deal = deal_after(*IN_SIGNING, *more)
    given_states(deal, alternate).when(replace_signatory, command).then_refused(code, **facts)


def test_a_lead_seats_an_alternate_and_earlier_signatures_stand() -> None:
    deal = deal_after(*IN_SIGNING, WEN_SIGNED)
    given_states(deal, NUNEZS).when(replace_signatory, SEAT_NUNEZ).then({"deal-1": [REPLACED]})
    signing = deal_after(*IN_SIGNING, WEN_SIGNED, REPLACED).instruments["agreement-1"].signing
    assert signing is not None
    assert signing.seats["andes-1"].sitters == (NUNEZ,)
    assert set(signing.signed) == {"registry", "linghai-1"}


def test_seating_who_sits_there_changes_nothing() -> None:
    deal = deal_after(*IN_SIGNING, REPLACED)
    given_states(deal, NUNEZS).when(replace_signatory, SEAT_NUNEZ).then_nothing()


def test_the_other_sides_seat_is_not_yours() -> None:
    command = replace(SEAT_NUNEZ, field="linghai-1")
    refused(command, NUNEZS, code="wrong_seat", field="linghai-1", organisation="andes")


def test_an_unknown_field_is_refused() -> None:
    refused(replace(SEAT_NUNEZ, field="nowhere"), NUNEZS, code="unknown_field", field="nowhere")


def test_a_signed_seat_keeps_its_signatory() -> None:
    signed = replace(WEN_SIGNED, field="andes-1", principal="andes", by="quispe")
    refused(SEAT_NUNEZ, NUNEZS, signed, code="seat_taken", field="andes-1")


def test_a_shared_seat_needs_no_replacement() -> None:
    both = (*ANDESS.sitters, NUNEZ)
    first = replace(ANDESS, sitters=both)
    seats = (*SIGNING_OPENED.seats[:2], first, replace(first, field="andes-2", number=2))
    deal = deal_after(*IN_SIGNING[:-1], replace(SIGNING_OPENED, seats=seats))
    given_states(deal, NUNEZS).when(replace_signatory, SEAT_NUNEZ).then_refused(
        "seat_shared", field="andes-1"
    )


def test_who_sits_elsewhere_does_not_sit_twice() -> None:
    second = replace(ANDESS, field="andes-2", number=2, sitters=(NUNEZ,))
    opened = replace(SIGNING_OPENED, seats=(*SIGNING_OPENED.seats, second))
    deal = deal_after(*IN_SIGNING[:-1], opened)
    given_states(deal, NUNEZS).when(replace_signatory, SEAT_NUNEZ).then_refused(
        "sits_already", person="nunez", mandate="mandate-3"
    )


def test_who_sits_for_another_side_does_not_sit_here_too() -> None:
    wen = Sitter(person="wen-hao", mandate="mandate-4")
    command = replace(SEAT_NUNEZ, sitter=wen)
    other = mandate(4, "wen-hao", "andes")
    refused(command, other, code="sits_already", person="wen-hao", mandate="mandate-4")


def test_who_leads_for_another_side_does_not_sit_here() -> None:
    command = replace(SEAT_NUNEZ, sitter=Sitter(person="lin-yue", mandate="mandate-4"))
    other = mandate(4, "lin-yue", "andes")
    refused(command, other, code="leads_another_side", person="lin-yue", principal="linghai")


def test_the_alternates_mandate_must_cover_the_amount() -> None:
    low = mandate(3, "nunez", "andes", limit=Money(amount="1", currency="CNY"))
    refused(
        SEAT_NUNEZ,
        low,
        code="mandate_limit_exceeded",
        limit="1",
        amount="480000000",
        currency="CNY",
    )


def test_the_mandate_must_be_the_one_cited() -> None:
    refused(SEAT_NUNEZ, QUISPES, code="unknown_mandate", mandate="mandate-3")


def test_a_joint_mandate_does_not_fit_a_single_seat() -> None:
    joint = replace(NUNEZS, joint=2)
    refused(SEAT_NUNEZ, joint, code="joint_rule", principal="andes", needed=2, seats=1)


def test_the_deadline_is_kept() -> None:
    late = replace(SEAT_NUNEZ, at=SIGNING_OPENED.expires_at.at)
    refused(late, NUNEZS, code="deadline_passed", clock="signing", expired_at=late.at)


def test_a_suspended_deal_waits() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A court asked for it.")
    refused(SEAT_NUNEZ, NUNEZS, suspended, code="suspended", since=NOON)


def test_an_executed_instrument_has_its_signatories() -> None:
    executed = InstrumentExecuted(
        at=NOON, instrument="agreement-1", terms_sha256="11" * 32, pdf_sha256="12" * 32
    )
    refused(SEAT_NUNEZ, NUNEZS, executed, code="not_signing", progress="executed")


def test_an_alternate_for_one_of_two_seats_leaves_the_other_alone() -> None:
    paz = Sitter(person="paz", mandate="mandate-4")
    second = replace(ANDESS, field="andes-2", number=2, sitters=(paz,))
    opened = replace(SIGNING_OPENED, seats=(*SIGNING_OPENED.seats, second))
    deal = deal_after(*IN_SIGNING[:-1], opened)
    given_states(deal, NUNEZS).when(replace_signatory, SEAT_NUNEZ).then({"deal-1": [REPLACED]})
