"""An auditor does nothing, also not for their own organisation, nor where one is only signed in."""

from __future__ import annotations

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from http_samples import OPERATIONS, address, sample

from aggregates.vocabulary import Role


def sent(who: Person, name: str) -> Said:
    operation = OPERATIONS[name]
    organisation, body = who.actor.organisation, sample(operation)
    for field in ("organisation", "owner"):
        body |= {field: organisation} if field in body else {}
    path = address(operation, edition=who.fair.edition, organisation=organisation)
    return who.post(path, body)


@pytest.mark.parametrize(
    "name", ["record_mandate", "register_organisation", "list_project", "open_deal"]
)
def test_an_auditor_records_nothing_for_their_own_organisation(fair: Fair, name: str) -> None:
    sent(fair.person(Role.AUDITOR), name).then_refused(403, "not_permitted")
    assert "not_permitted" not in sent(fair.person(Role.LEAD), name).response.text


def test_only_a_lead_or_an_office_opens_a_deal(fair: Fair) -> None:
    path = f"/editions/{fair.edition}/deals/open_deal"
    opening = Negotiation(fair).opening()
    for role in (Role.INTERPRETER, Role.SIGNATORY):
        fair.person(role).post(path, opening).then_refused(403, "not_permitted")
