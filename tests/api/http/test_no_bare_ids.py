"""People are called by their names, or not at all: nobody can read an id in a sentence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from http_samples import OPERATIONS, address, sample
from playing import Shown

from aggregates.catalogue import describe
from aggregates.vocabulary import Role
from api import ids
from api.called import Called
from api.contracts.people import Registered
from api.installation import running
from api.names import Names
from ledger.recorded import Recorded

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(deal|org|person)-[0-9a-f]+\b")
LANGUAGES = ("en", "zh")
COMMANDS = sorted(name for name, operation in OPERATIONS.items() if operation.command)
LATIN = "Kestrel Almandine"
NATIVE = "司徒雪松"


class Strangers:
    """A deal, and people and organisations of whom those in it know nothing but their ids."""

    def __init__(self, fair: Fair) -> None:
        self.deal = Negotiation(fair).open().engage().agree()
        self.official = fair.person(Role.OFFICIAL)
        common, fair.house.names = fair.house.names, (NATIVE, LATIN)
        self.person = fair.lead("Almandine Ltd.").actor
        fair.house.names = common
        self.other = Negotiation(fair).open().deal

    @property
    def readers(self) -> tuple[Person, ...]:
        """Who is refused: a side of the deal, and an official."""
        return self.deal.lin, self.official

    @property
    def foreign(self) -> tuple[str, ...]:
        """Ids that they may send, and learn nothing by."""
        return self.person.person, self.person.organisation, self.other, ids.new_id()


@pytest.fixture(scope="module")
def strangers(fair: Fair) -> Strangers:
    """Give a deal whose terms are locked, and strangers."""
    return Strangers(fair)


def naming(body: Any, identifier: str) -> Any:
    """Return a body that has an id wherever a text is asked for."""
    match body:
        case dict():
            return {key: naming(value, identifier) for key, value in body.items()}
        case "x" | "none":
            return identifier
        case _:
            return body


def sent(strangers: Strangers, who: Person, name: str, identifier: str, language: str) -> Said:
    operation, deal = OPERATIONS[name], strangers.deal
    places = dict.fromkeys(re.findall(r"\{(\w+)\}", operation.path), identifier)
    places |= {"deal": deal.deal, "edition": deal.fair.edition, "sha256": "ab" * 32}
    body = None if operation.body is None else naming(sample(operation), identifier)
    headers = {
        **who.cookie,
        "idempotency-key": ids.new_id(),
        "if-match": f'"{deal.version}"',
        "accept-language": language,
    }
    return who.fair.said(operation.method, address(operation, **places), json=body, headers=headers)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_refusal_tells_an_id_nor_the_name_of_a_stranger(strangers: Strangers, name: str) -> None:
    for number, identifier in enumerate(strangers.foreign):
        who, language = strangers.readers[number % 2], LANGUAGES[number // 2]
        said = sent(strangers, who, name, identifier, language)
        if said.response.is_success:
            continue
        told = f"{said.body['title']} {said.body['detail']}"
        assert ID.search(told) is None, told
        assert LATIN not in said.response.text
        assert NATIVE not in said.response.text


def test_a_side_is_called_by_its_name_to_who_is_in_the_deal(engaged: Negotiation) -> None:
    ana = engaged.ana.actor
    asked = {"organisation": ana.organisation, "role": "adviser"}
    refused = engaged.does("add_participant", engaged.lin, **asked)
    told = refused.then_refused(409, "principal_already").body
    name = engaged.fair.house.registered.organisation(ana.organisation).legal_name
    assert told["detail"] == f"{name} is a principal of this deal already."
    assert told["facts"] == {"organisation": ana.organisation}


def test_who_writes_an_id_into_a_deal_does_not_learn_whose_it_is(
    strangers: Strangers, engaged: Negotiation
) -> None:
    stranger = strangers.person.person
    engaged.does("comment", engaged.lin, text=stranger).then()
    refused = engaged.does("lock_terms", engaged.lin, instrument=stranger)
    told = refused.then_refused(404, "unknown_instrument").body
    assert told["detail"] == f"The deal has no instrument …{stranger[-8:]}."


def test_nobody_is_taken_into_a_deal_by_an_id_that_is_no_organisations(
    strangers: Strangers, engaged: Negotiation
) -> None:
    person = (strangers.person.person, 422, "other_kind")
    for nobody, status, code in (person, (engaged.deal, 404, "organisation_unlisted")):
        for name, more in (("add_participant", {"role": "adviser"}), ("invite_party", {})):
            refused = engaged.does(name, engaged.lin, organisation=nobody, **more)
            assert LATIN not in refused.then_refused(status, code).response.text


def test_nobody_is_named_to_who_does_not_read_the_deal(engaged: Negotiation) -> None:
    ana = engaged.ana.actor
    name = engaged.fair.house.registered.organisation(ana.organisation).legal_name
    stranger = engaged.fair.lead("Nobody Ltd.")
    path = f"/editions/{engaged.fair.edition}/mandates/{engaged.ana.mandate}/verify_mandate"
    asked = {"organisation": ana.organisation, "role": "adviser"}
    for told in (
        stranger.post(path, {}),
        stranger.get(f"/people/{ana.person}"),
        engaged.does("add_participant", stranger, if_match='"1"', **asked),
    ):
        assert not told.response.is_success
        assert ID.search(told.body["detail"]) is None
        assert name not in told.response.text


def test_a_timeline_tells_no_id(agreed: Negotiation) -> None:
    agreed.does("comment", agreed.lin, text="Well.").then()
    agreed.open_signing().then()
    agreed.sign(agreed.lin, "linghai").then()
    for language in LANGUAGES:
        told = agreed.reads(agreed.lin, "/timeline", **{"accept-language": language}).then().body
        assert all(one["sentence"] for one in told["items"])
        assert [one for one in told["items"] if ID.search(one["sentence"])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_happened_in_the_example_is_told_with_an_id(
    shown: Shown, language: str
) -> None:
    with running(shown.settings) as installation:
        registered, book = Registered(installation), installation.book_of(shown.deal)
        names = Names(registered, book, language)
        happened = [one for log in (installation.registry, book) for one in log.read(0, 10_000)]
        events = [one.event for one in happened if isinstance(one, Recorded)]
        for event in events:
            names.learn(event)
        told = [describe(event, language, Called(names)) for event in events]
    assert len(told) > 100
    assert [sentence for sentence in told if ID.search(sentence)] == []
