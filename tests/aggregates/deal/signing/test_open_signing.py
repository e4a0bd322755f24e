"""Opening the signing of locked terms."""

from __future__ import annotations

import pytest
from bdd import after, given_states, then_refused
from locked_deal import (
    AGREED,
    MANDATES,
    OPENED,
    OPENING,
    REGISTRY,
    TERMS,
    deal_after,
    pdf,
    revision,
)
from msgspec.structs import replace
from people import DAY, LIN, NOON, ORGANISER, ROJAS, WEN
from signing_deal import GRANTED, REQUESTED, SIGNING_OPENED

from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.policy import Policy
from aggregates.deal.signing.events import SigningVoided
from aggregates.deal.signing.open_signing import (
    Opening,
    OpenSigning,
    open_signing,
    require_approved,
)
from aggregates.deal.state import Stage
from aggregates.deal.terms.events import ClericalCorrectionProposed
from aggregates.rates import RATES
from aggregates.rates.events import RatePublished
from aggregates.rates.state import Rates
from aggregates.vocabulary import Clause, ClauseText, Deadline, Kind, Rate

OPEN = OpenSigning(actor=LIN, at=NOON, instrument="agreement-1", opening=OPENING)

EURO = Rate(base="EUR", quote="CNY", rate="8.3", day="2026-09-08", source="central bank fixing")


def rates(*published: Rate) -> Rates:
    return after(RATES, *(RatePublished(at=NOON, rates=(one,), by="sato") for one in published))


def refused(command: OpenSigning, *events: DealEvent, code: str, **facts: object) -> None:
    deal = deal_after(*(events or AGREED))
    given_states(deal, MANDATES, Rates()).when(open_signing, command).then_refused(code, **facts)


def with_opening(**changes: object) -> OpenSigning:
    return replace(OPEN, opening=replace(OPENING, **changes))


def test_a_lead_opens_the_signing_of_locked_terms() -> None:
    given_states(deal_after(*AGREED), MANDATES, Rates()).when(open_signing, OPEN).then(
        {"deal-1": [SIGNING_OPENED]}
    )


def test_the_deal_is_then_in_signing_and_the_registry_has_signed() -> None:
    deal = deal_after(*AGREED, SIGNING_OPENED)
    signing = deal.instruments["agreement-1"].signing
    assert deal.stage is Stage.SIGNING
    assert signing is not None
    assert set(signing.signed) == {REGISTRY.field}


def test_the_sponsor_may_open_it() -> None:
    command = replace(OPEN, actor=ORGANISER)
    opened = replace(SIGNING_OPENED, principal="fair", by="sato")
    given_states(deal_after(*AGREED), MANDATES, Rates()).when(open_signing, command).then(
        {"deal-1": [opened]}
    )


def test_others_may_not() -> None:
    refused(replace(OPEN, actor=WEN), code="not_lead", person="wen-hao", principal="linghai")


def test_open_terms_cannot_be_signed() -> None:
    refused(OPEN, *AGREED[:-1], code="not_locked", progress="negotiating")


def test_other_terms_than_the_locked_ones_are_refused() -> None:
    refused(with_opening(terms_sha256="00" * 32), code="other_terms", cited="00" * 32, locked=TERMS)


def test_an_approval_that_was_asked_for_must_be_given() -> None:
    refused(OPEN, *AGREED, REQUESTED, code="approval_missing", kind="board", principal="linghai")


def test_a_given_approval_lets_the_signing_open() -> None:
    deal = deal_after(*AGREED, REQUESTED, GRANTED)
    given_states(deal, MANDATES, Rates()).when(open_signing, OPEN).then(
        {"deal-1": [SIGNING_OPENED]}
    )


def test_the_edition_may_ask_an_approval_of_every_principal() -> None:
    opened = replace(OPENED, policy=Policy(approval_kinds=("board",)))
    events = (opened, *AGREED[1:], REQUESTED, GRANTED)
    refused(OPEN, *events, code="approval_missing", kind="board", principal="andes")


def test_a_correction_under_way_stops_it() -> None:
    proposed = ClericalCorrectionProposed(
        at=NOON,
        instrument="agreement-1",
        correction="correction-1",
        clause=Clause(id="scope", texts={"en": ClauseText(title="Scope", body="Modules.")}),
        translations={},
        old_clause_sha256="aa" * 32,
        new_clause_sha256="bb" * 32,
        new_terms_sha256="cc" * 32,
        principal="andes",
        by="rojas",
        reason="A slip of the pen.",
    )
    refused(OPEN, *AGREED, proposed, code="correction_under_way", correction="correction-1")


def test_a_suspended_deal_opens_no_signing() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A court asked for it.")
    refused(OPEN, *AGREED, suspended, code="suspended", since=NOON)


def test_the_rates_that_the_pdf_carries_are_fixed() -> None:
    command = with_opening(rates=(EURO,))
    given_states(deal_after(*AGREED), MANDATES, rates(EURO)).when(open_signing, command).then(
        {"deal-1": [replace(SIGNING_OPENED, rates=(EURO,))]}
    )


@pytest.mark.parametrize(
    ("printed", "now", "told"), [((EURO,), "8.4", ("EUR/CNY 8.3 (2026-09-08)",)), ((), "8.4", ())]
)
def test_a_rate_that_was_published_after_the_pdf_was_made_makes_it_useless(
    printed: tuple[Rate, ...], now: str, told: tuple[str, ...]
) -> None:
    given_states(deal_after(*AGREED), MANDATES, rates(EURO, replace(EURO, rate=now))).when(
        open_signing, with_opening(rates=printed)
    ).then_refused("other_rates", printed=told, current=("EUR/CNY 8.4 (2026-09-08)",))


def test_a_rate_that_was_never_published_cannot_be_printed() -> None:
    refused(
        with_opening(rates=(EURO,)),
        code="other_rates",
        printed=("EUR/CNY 8.3 (2026-09-08)",),
        current=(),
    )


def test_the_deadline_lies_ahead() -> None:
    late = with_opening(expires_at=Deadline(at=NOON))
    refused(late, code="deadline_passed", clock="signing", expired_at=NOON)


def test_after_the_deals_deadline_no_signing_opens() -> None:
    over = OPENED.expires_at.at
    command = replace(with_opening(expires_at=Deadline(at=over + DAY)), at=over)
    refused(command, code="deadline_passed", clock="deal", expired_at=over)


def test_the_deadline_is_well_formed() -> None:
    nowhere = with_opening(expires_at=Deadline(at=NOON + DAY, zone="?"))
    refused(nowhere, code="zone_malformed", field="signing", value="?")


def test_a_certificate_makes_another_file() -> None:
    same = with_opening(revision=replace(revision(0), pdf_sha256=pdf(0)))
    refused(same, code="unchanged_pdf", pdf_sha256=pdf(0))


def test_the_documents_instant_is_utc_with_seconds() -> None:
    refused(with_opening(instant="noon"), code="instant_malformed", instant="noon")


def test_signatures_count_as_one_of_the_levels() -> None:
    refused(with_opening(level="best"), code="unknown_level", level="best")


def test_the_certified_pdf_is_made_of_the_base() -> None:
    moved = replace(revision(0), previous_pdf_sha256="99" * 32)
    refused(with_opening(revision=moved), code="not_on_base", previous="99" * 32)


def test_the_page_code_is_128_bits() -> None:
    refused(with_opening(page_code="0F" * 16), code="page_code_malformed", page_code="0F" * 16)


def test_opening_twice_changes_nothing() -> None:
    deal = deal_after(*AGREED, SIGNING_OPENED)
    given_states(deal, MANDATES, Rates()).when(open_signing, OPEN).then_nothing()


def test_the_id_of_a_signing_that_was_called_off_is_used_up() -> None:
    voided = SigningVoided(
        at=NOON, instrument="agreement-1", by="rojas", reason="Rain.", voids=("registry",)
    )
    events = (*AGREED, SIGNING_OPENED, voided)
    refused(OPEN, *events, code="id_taken", id="signing-1")
    again = with_opening(signing="signing-2")
    given_states(deal_after(*events), MANDATES, Rates()).when(open_signing, again).then(
        {"deal-1": [replace(SIGNING_OPENED, signing="signing-2")]}
    )


def test_another_signing_of_the_same_instrument_is_refused() -> None:
    other: Opening = replace(OPENING, signing="signing-2")
    command = replace(OPEN, opening=other, actor=ROJAS, at=NOON + DAY / 24)
    refused(command, *AGREED, SIGNING_OPENED, code="not_locked", progress="signing")


def test_when_every_principal_has_the_approval_it_opens() -> None:
    opened = replace(OPENED, policy=Policy(approval_kinds=("board",)))
    theirs = replace(
        REQUESTED, approval="approval-2", principal="andes", approver="paz", by="rojas"
    )
    given_by_paz = replace(GRANTED, approval="approval-2", by="paz")
    deal = deal_after(opened, *AGREED[1:], REQUESTED, GRANTED, theirs, given_by_paz)
    given_states(deal, MANDATES, Rates()).when(open_signing, OPEN).then(
        {"deal-1": [SIGNING_OPENED]}
    )


def test_an_nda_needs_no_approval_of_the_editions() -> None:
    opened = replace(OPENED, policy=Policy(approval_kinds=("board",)))
    deal = deal_after(opened, *AGREED[1:])
    require_approved(deal, replace(deal.instruments["agreement-1"], kind=Kind.NDA))


def test_an_agreement_beside_the_leading_one_needs_the_same_approvals() -> None:
    opened = replace(OPENED, policy=Policy(approval_kinds=("board",)))
    deal = replace(deal_after(opened, *AGREED[1:]), leading="another-1")
    instrument = deal.instruments["agreement-1"]
    then_refused(
        lambda: require_approved(deal, instrument),
        "approval_missing",
        kind="board",
        principal="andes",
    )
