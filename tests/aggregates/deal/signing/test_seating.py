"""Seats by which an instrument can be validly signed, and others."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from bdd import then_refused
from locked_deal import (
    AGREED,
    ANDESS,
    LINGHAIS,
    MANDATES,
    OFFICE,
    QUISPES,
    REGISTRY,
    SEATS,
    TERMS,
    WENS,
    WITNESS,
    deal_after,
    mandate,
    seat,
)
from msgspec.structs import replace
from people import DAY, NOON

from aggregates.deal.approvals.events import ApprovalRequested
from aggregates.deal.signing.seating import require_seating
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Money, Seat, SeatRole, Sitter

DEAL = deal_after(*AGREED)
QUISPE = Sitter(person="quispe", mandate="mandate-2")
NUNEZ = Sitter(person="nunez", mandate="mandate-3")


def ask(*seats: Seat, mandates: Mapping[str, Mandate] = MANDATES) -> None:
    require_seating(DEAL, DEAL.instruments["agreement-1"], seats, mandates, (), NOON)


def refused(*seats: Seat, code: str, **facts: object) -> None:
    then_refused(lambda: ask(*seats), code, **facts)


def test_registry_signatories_and_offices_in_their_turns_are_a_seating() -> None:
    ask(*SEATS)


def test_n_of_m_is_n_seats_with_the_same_m_sitters() -> None:
    first = replace(ANDESS, sitters=(QUISPE, NUNEZ))
    ask(REGISTRY, LINGHAIS, first, replace(first, field="andes-2", number=2))


def test_a_field_is_there_once() -> None:
    refused(REGISTRY, LINGHAIS, ANDESS, ANDESS, code="field_twice", field="andes-1")


def test_a_seat_is_there_once() -> None:
    again = replace(WITNESS, field="witness-2")
    refused(
        *SEATS,
        again,
        code="seat_twice",
        role="witness",
        organisation="notaries",
        number=1,
    )


@pytest.mark.parametrize(
    ("changes", "code", "facts"),
    [
        ({"of": ""}, "identifier_malformed", {"field": "of", "value": ""}),
        ({"number": 0}, "count_too_small", {"field": "number", "value": 0, "least": 1}),
        ({"turn": -1}, "count_too_small", {"field": "turn", "value": -1, "least": 0}),
    ],
)
def test_a_seat_is_of_somebody_and_counted(
    changes: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    refused(*SEATS[:3], replace(WITNESS, **changes), code=code, **facts)


def test_the_registry_has_one_seat() -> None:
    refused(LINGHAIS, ANDESS, code="registry_seat", seats=0)


def test_the_registry_certifies_first() -> None:
    refused(replace(REGISTRY, turn=1), LINGHAIS, ANDESS, code="registry_seat", seats=1)


def test_each_principal_has_a_seat() -> None:
    refused(REGISTRY, LINGHAIS, code="no_seat", principal="andes")


def test_an_optional_seat_is_not_enough() -> None:
    optional = replace(ANDESS, required=False)
    refused(REGISTRY, LINGHAIS, optional, code="no_seat", principal="andes")


def test_nobody_else_has_a_signatorys_seat() -> None:
    other = seat("bank-1", SeatRole.SIGNATORY, "bank", 2)
    refused(
        REGISTRY,
        LINGHAIS,
        ANDESS,
        other,
        code="seat_of_no_principal",
        field="bank-1",
        organisation="bank",
    )


def test_a_party_is_no_witness() -> None:
    party = replace(WITNESS, of="andes")
    refused(
        REGISTRY,
        LINGHAIS,
        ANDESS,
        party,
        code="office_is_principal",
        field="witness",
        organisation="andes",
    )


def test_witnesses_come_after_the_signatories() -> None:
    early = replace(WITNESS, turn=2)
    refused(REGISTRY, LINGHAIS, ANDESS, early, code="turn_too_early", field="witness", turn=2)


def test_the_official_comes_last() -> None:
    late = replace(WITNESS, turn=OFFICE.turn)
    refused(
        REGISTRY, LINGHAIS, ANDESS, late, OFFICE, code="turn_too_early", field="witness", turn=5
    )


def test_one_official_locks_every_field() -> None:
    refused(*SEATS, replace(OFFICE, field="official-2", number=2), code="official_seat", seats=2)


def test_nobody_signs_for_two_principals() -> None:
    wen = Sitter(person="wen-hao", mandate="mandate-2")
    refused(
        REGISTRY,
        LINGHAIS,
        replace(ANDESS, sitters=(wen,)),
        code="sits_for_two",
        person="wen-hao",
        field="andes-1",
    )


def test_who_leads_for_another_side_does_not_sign() -> None:
    lin = replace(ANDESS, sitters=(Sitter(person="lin-yue", mandate="mandate-2"),))
    mandates = {**MANDATES, "mandate-2": mandate(2, "lin-yue", "andes")}
    then_refused(
        lambda: ask(REGISTRY, LINGHAIS, lin, mandates=mandates),
        "leads_another_side",
        person="lin-yue",
        principal="linghai",
    )


def test_a_seat_has_somebody_to_sit_in_it() -> None:
    empty = replace(ANDESS, sitters=())
    refused(REGISTRY, LINGHAIS, empty, code="too_few_sitters", principal="andes", people=0)


def test_one_person_does_not_sit_twice() -> None:
    second = replace(ANDESS, field="andes-2", number=2)
    refused(REGISTRY, LINGHAIS, ANDESS, second, code="too_few_sitters", principal="andes", people=1)


def test_a_person_is_not_in_two_groups() -> None:
    second = replace(ANDESS, field="andes-2", number=2, sitters=(QUISPE, NUNEZ))
    refused(REGISTRY, LINGHAIS, ANDESS, second, code="sitters_differ", principal="andes")


def test_one_mandate_does_not_serve_two_people() -> None:
    shared = replace(NUNEZ, mandate="mandate-2")
    second = replace(ANDESS, field="andes-2", number=2, sitters=(shared,))
    refused(REGISTRY, LINGHAIS, ANDESS, second, code="sitters_differ", principal="andes")


def test_a_sitters_mandate_is_known() -> None:
    stranger = replace(ANDESS, sitters=(replace(QUISPE, mandate="mandate-7"),))
    refused(REGISTRY, LINGHAIS, stranger, code="unknown_mandate", mandate="mandate-7")


def test_a_mandate_below_the_amount_seats_nobody() -> None:
    low = mandate(2, "quispe", "andes", limit=Money(amount="479999999.99", currency="CNY"))
    mandates = {**MANDATES, "mandate-2": low}
    then_refused(
        lambda: ask(REGISTRY, LINGHAIS, ANDESS, mandates=mandates),
        "mandate_limit_exceeded",
        limit="479999999.99",
        amount="480000000",
        currency="CNY",
    )


def test_a_joint_mandate_needs_as_many_seats() -> None:
    joint = {"mandate-1": WENS, "mandate-2": replace(QUISPES, joint=2)}
    then_refused(
        lambda: ask(REGISTRY, LINGHAIS, ANDESS, mandates=joint),
        "joint_rule",
        principal="andes",
        needed=2,
        seats=1,
    )


def test_two_seats_satisfy_a_joint_rule_of_two() -> None:
    joint = {**MANDATES, "mandate-2": replace(QUISPES, joint=2)}
    second = replace(ANDESS, field="andes-2", number=2, sitters=(NUNEZ,))
    ask(REGISTRY, LINGHAIS, ANDESS, second, mandates=joint)


def test_an_approver_does_not_sign_what_they_approve() -> None:
    asked = ApprovalRequested(
        at=NOON - DAY,
        instrument="agreement-1",
        approval="approval-1",
        kind="board",
        principal="andes",
        approver="quispe",
        terms_sha256=TERMS,
        by="rojas",
    )
    instrument = deal_after(*AGREED, asked).instruments["agreement-1"]
    then_refused(
        lambda: require_seating(DEAL, instrument, SEATS, MANDATES, (), NOON),
        "signatory_approves",
        person="quispe",
    )
