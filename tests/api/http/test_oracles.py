"""What is said before anybody is asked whether they may see a deal, is said of none as of any."""

from __future__ import annotations

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from http_samples import OF_A_DEAL, address, sample

from api import ids

COMMANDS = [name for name, operation in OF_A_DEAL.items() if operation.command]


@pytest.fixture(scope="module")
def theirs(fair: Fair) -> Negotiation:
    """Give a deal of others."""
    return Negotiation(fair).open()


@pytest.fixture(scope="module")
def stranger(fair: Fair) -> Person:
    """Give somebody who has no part in it."""
    return fair.lead("Stranger Ltd.")


def sent(who: Person, name: str, deal: str, **headers: str) -> Said:
    operation = OF_A_DEAL[name]
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    path = address(operation, deal=deal)
    return who.fair.said("POST", path, json=sample(operation), headers={**who.cookie, **named})


def alike(foreign: Said, missing: Said) -> bool:
    return (foreign.response.status_code, foreign.body["code"]) == (
        missing.response.status_code,
        missing.body["code"],
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_without_its_headers_does_not_tell_whether_there_is_a_deal(
    theirs: Negotiation, stranger: Person, name: str
) -> None:
    for headers in ({}, {"idempotency_key": "?"}, {"idempotency_key": "k", "if_match": "?"}):
        foreign = sent(stranger, name, theirs.deal, **headers)
        assert alike(foreign, sent(stranger, name, ids.new_id(), **headers)), foreign.body


def test_a_key_used_before_does_not_tell_whether_there_is_a_deal(
    fair: Fair, theirs: Negotiation
) -> None:
    own = Negotiation(fair)
    opening = own.lin.post(
        f"/editions/{fair.edition}/deals/open_deal", own.opening(), idempotency_key="once"
    ).then()
    assert opening.types
    headers = {"idempotency_key": "once", "if_match": '"1"'}
    foreign = sent(own.lin, "lock_terms", theirs.deal, **headers)
    assert alike(foreign, sent(own.lin, "lock_terms", ids.new_id(), **headers)), foreign.body
