"""Recovery: two administrators or the desk, and a day without signing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from coming_in import OTHER_PASSWORD, House, Insider, then_refused

from aggregates.vocabulary import Actor, Role
from api.accounts.administrators import (
    administrators,
    appoint_administrator,
    remove_administrator,
)
from api.accounts.keys import Wanted, make_key, own_keys
from api.accounts.people import Acts
from api.accounts.recovery import (
    cancel_recovery,
    confirm_recovery,
    open_recovery,
    recover_at_desk,
)
from api.accounts.sessions import session_of
from api.accounts.step_up import Proof, What, spend_step_up, step_up

SIGN = What(operation="sign", document_sha256="ab" * 32)


@pytest.fixture
def lost(house: House) -> Insider:
    """Return somebody who has lost what they sign in with."""
    return house.insider(Role.SIGNATORY)


@pytest.fixture
def pair(house: House, lost: Insider) -> tuple[Actor, Actor]:
    """Return the two administrators of their organisation."""
    one, other = (house.person(Role.LAWYER, organisation=lost.organisation) for _ in range(2))
    for actor in (one, other):
        appoint_administrator(
            house.accounts, house.registrar, lost.organisation, actor.person, house.visitor()
        )
    return one, other


def opening(house: House, by: Actor, person: str) -> Callable[[], object]:
    return lambda: open_recovery(house.accounts, by, person, house.visitor())


def recovered(house: House, lost: Insider, pair: tuple[Actor, Actor]) -> Insider:
    """Let somebody in again with another password."""
    recovery = open_recovery(house.accounts, pair[0], lost.person, house.visitor())
    confirm_recovery(house.accounts, pair[1], recovery.id, house.visitor())
    return house.accepted(lost.actor, house.token_to(lost.person), OTHER_PASSWORD)


def test_two_administrators_let_a_colleague_in_again(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    again = recovered(house, lost, pair)
    assert house.signs_in(again, password=OTHER_PASSWORD).session.person == lost.person
    assert {"recovery_opened", "recovery_confirmed", "recovered"} <= set(house.events(lost.person))


def test_what_let_in_before_does_no_longer(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    acts = Acts(organisation=lost.organisation, role=lost.role)
    until = house.clock() + timedelta(days=9)
    wanted = Wanted(label="robot", scopes=("read",), expires_at=until)
    make_key(house.accounts, lost.person, acts, wanted, house.visitor())
    recovered(house, lost, pair)
    assert session_of(house.accounts, lost.signed_in.token) is None
    assert [key.revoked_at is None for key in own_keys(house.accounts, lost.person)] == [False]
    for old in (lost.recovery_codes[0], house.code(lost)):
        then_refused(lambda old=old: house.signs_in(lost, code=old), "credentials_refused")


def test_for_a_day_nobody_signs_with_it(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    again = recovered(house, lost, pair)

    def sign() -> object:
        signed_in = house.signs_in(again, password=OTHER_PASSWORD)
        proof = Proof(code=house.code(again))
        step_up(house.accounts, signed_in.session, SIGN, proof, house.visitor())
        return spend_step_up(house.accounts, signed_in.session.id, SIGN)

    house.clock.forward(hours=23)
    then_refused(sign, "signing_barred")
    house.clock.forward(hours=1)
    assert sign()


def test_one_administrator_is_not_enough(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    recovery = open_recovery(house.accounts, pair[0], lost.person, house.visitor())
    then_refused(
        lambda: confirm_recovery(house.accounts, pair[0], recovery.id, house.visitor()),
        "two_administrators",
    )


def test_the_person_concerned_is_neither_of_the_two(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    appoint_administrator(house.accounts, pair[0], lost.organisation, lost.person, house.visitor())
    then_refused(opening(house, lost.actor, lost.person), "two_administrators")
    recovery = open_recovery(house.accounts, pair[0], lost.person, house.visitor())
    then_refused(
        lambda: confirm_recovery(house.accounts, lost.actor, recovery.id, house.visitor()),
        "two_administrators",
    )


def test_who_is_no_administrator_asks_for_nothing(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    colleague = house.person(Role.LEAD, organisation=lost.organisation)
    then_refused(opening(house, colleague, lost.person), "not_administrator")
    stranger = house.insider()
    then_refused(opening(house, pair[0], stranger.person), "post_missing")


def test_who_is_an_administrator_no_more_has_asked_for_nothing(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    recovery = open_recovery(house.accounts, pair[0], lost.person, house.visitor())
    gone = pair[0].person
    remove_administrator(house.accounts, house.registrar, lost.organisation, gone, house.visitor())
    then_refused(
        lambda: confirm_recovery(house.accounts, pair[1], recovery.id, house.visitor()),
        "two_administrators",
    )


def test_the_person_hears_of_it_and_can_end_it(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    recovery = open_recovery(house.accounts, pair[0], lost.person, house.visitor())
    kinds = house.rows("SELECT kind FROM operations.mails WHERE person = %s", lost.person)
    assert ("recovery_opened",) in kinds
    assert cancel_recovery(house.accounts, lost.person, house.visitor()) == 1
    then_refused(
        lambda: confirm_recovery(house.accounts, pair[1], recovery.id, house.visitor()),
        "recovery_unlisted",
    )


def test_a_recovery_waits_for_two_days(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    recovery = open_recovery(house.accounts, pair[0], lost.person, house.visitor())
    house.clock.forward(days=2)
    then_refused(
        lambda: confirm_recovery(house.accounts, pair[1], recovery.id, house.visitor()),
        "recovery_unlisted",
    )


def test_the_desk_lets_in_again_by_identity_document(house: House, lost: Insider) -> None:
    official = house.person(Role.OFFICIAL)
    document = ("identity_card", "ef" * 32)
    recover_at_desk(house.accounts, official, lost.person, document, house.visitor())
    again = house.accepted(lost.actor, house.token_to(lost.person), OTHER_PASSWORD)
    assert house.signs_in(again, password=OTHER_PASSWORD)
    query = "SELECT facts FROM operations.security_log WHERE what = 'recovery_confirmed'"
    assert any(facts.get("document_sha256") == "ef" * 32 for (facts,) in house.rows(query))


def test_the_desk_is_for_those_who_act_for_the_fair(house: House, lost: Insider) -> None:
    lead = house.person(Role.LEAD, organisation=lost.organisation)
    document = ("identity_card", "ef" * 32)
    then_refused(
        lambda: recover_at_desk(house.accounts, lead, lost.person, document, house.visitor()),
        "not_vouched_for",
    )


def test_an_administrator_appoints_the_next_and_a_lead_does_not(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    third = house.person(organisation=lost.organisation)

    def appoint(by: Actor) -> bool:
        return appoint_administrator(
            house.accounts, by, lost.organisation, third.person, house.visitor()
        )

    then_refused(lambda: appoint(third), "not_administrator")
    assert appoint(pair[0])
    assert not appoint(pair[0])
    assert administrators(house.accounts, third, lost.organisation)[-1] == third.person


def test_an_administrator_is_of_the_organisation(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    stranger = house.person()
    then_refused(
        lambda: appoint_administrator(
            house.accounts, pair[0], lost.organisation, stranger.person, house.visitor()
        ),
        "post_missing",
    )
    then_refused(
        lambda: administrators(house.accounts, stranger, lost.organisation), "not_administrator"
    )


def test_a_stranger_uses_up_nothing_of_what_a_person_may_be_sent(
    house: House, lost: Insider, pair: tuple[Actor, Actor]
) -> None:
    stranger = house.person(Role.LEAD)
    for _ in range(6):
        then_refused(opening(house, stranger, lost.person), "not_administrator")
    opening(house, pair[0], lost.person)()
