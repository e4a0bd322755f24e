"""The evidence of a deal over HTTP: who may have it, and what of it they can read."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest
from databases import prepared
from http_deal import Negotiation
from http_fair import Fair, Person
from waiting import until
from witnessed_fair import WitnessedFair, key_of, witnessed_fair

from aggregates.vocabulary import Role
from ledger.embedded import Server
from ledger.evidence.bundle import Bundle, parse_bundle
from ledger.evidence.verdict import Outcome, Verdict
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy import NO_QUORUM, Log, Policy


@pytest.fixture(scope="module")
def witnessed(
    postgres: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WitnessedFair]:
    """Serve a fair whose log is signed and witnessed, in a database of its own."""
    database = prepared(postgres, f"evidence_{secrets.token_hex(4)}")
    with witnessed_fair(database, tmp_path_factory.mktemp("evidence")) as served:
        yield served


class Handed:
    """A bundle that somebody was given, and what it shows by the log's key alone."""

    def __init__(self, octets: bytes, witnessed: WitnessedFair) -> None:
        self.bundle: Bundle = parse_bundle(octets)
        policy = Policy(witnessed.policy.logs, (), (), NO_QUORUM)
        self.verdict: Verdict = verify_evidence(octets, policy)

    @property
    def opened(self) -> int:
        """How many events can be read."""
        return sum(bool(entry.event_key) for entry in self.bundle.entries)


@pytest.fixture
def hand(witnessed: WitnessedFair) -> Callable[..., Handed]:
    """Ask for the evidence of a deal until it covers as many events as are asked for."""

    def handed(deal: Negotiation, who: Person, events: int) -> Handed:
        found: list[Handed] = []

        def covers() -> bool:
            said = deal.reads(who, "/evidence")
            if said.response.status_code == 409:
                assert said.body["code"] == "evidence_unready"
                return False
            assert said.response.headers["content-type"] == "application/zip"
            found.append(Handed(said.response.content, witnessed))
            return len(found[-1].bundle.entries) >= events

        until(covers)
        return found[-1]

    return handed


def test_a_side_is_given_its_deal_whole(
    witnessed: WitnessedFair, hand: Callable[..., Handed]
) -> None:
    deal = witnessed.deal().engage()
    version = deal.version
    found = hand(deal, deal.lin, version)
    assert found.verdict.outcome is Outcome.VALID
    assert (found.verdict.stream, found.opened) == (deal.deal, version)
    assert len(found.bundle.files) == 1
    assert found.bundle.manifest.certificates
    assert len(found.bundle.manifest.witnesses) >= 2
    assert found.bundle.earlier


def test_who_was_granted_the_timeline_can_read_nothing_of_it(
    witnessed: WitnessedFair, hand: Callable[..., Handed]
) -> None:
    deal = witnessed.deal().engage()
    observer = deal.fair.person(Role.LAWYER)
    organisation = observer.actor.organisation
    deal.does("add_participant", deal.lin, organisation=organisation, role="adviser").then()
    deal.reads(observer, "/evidence").then_refused(403, "not_permitted")
    granted = {"organisation": organisation, "scopes": ["timeline"]}
    deal.does("grant_access", deal.lin, **granted).then()
    found = hand(deal, observer, deal.version)
    assert found.verdict.outcome is Outcome.VALID
    assert (found.opened, found.bundle.attached) == (0, ())


def joined(deal: Negotiation) -> Person:
    """Let a third side join, and return its lead."""
    third = deal.fair.lead("Condor Fund")
    asked = deal.does("invite_party", deal.lin, organisation=third.actor.organisation).then()
    invitation = str(asked.body["ids"]["invitation"])
    instruments = deal.reads(third).then().body["instruments"]
    accede = {one["id"]: one["executed_sha256"] for one in instruments if one["signing"]}
    deal.does("join_deal", third, invitation=invitation, accede=accede).then()
    return third


def test_a_side_that_has_left_is_given_what_was_there_when_it_was(
    witnessed: WitnessedFair, hand: Callable[..., Handed]
) -> None:
    deal = witnessed.deal().engage()
    third = joined(deal)
    hand(deal, third, deal.version)
    deal.does("withdraw_party", third, reason="No.").then()
    left = deal.version
    for text in ("Without them, then.", "So be it."):
        deal.does("comment", deal.lin, text=text).then()
        hand(deal, deal.lin, deal.version)
    found = hand(deal, third, 1)
    assert left - 1 <= len(found.bundle.entries) <= left
    assert (found.verdict.outcome, found.opened) == (Outcome.VALID, len(found.bundle.entries))
    assert len(found.bundle.files) == 1


def erase(deal: Negotiation) -> Person:
    """Have a deal erased as a court orders; return who may still ask for it."""
    first, second = deal.fair.person(Role.REGISTRY), deal.fair.person(Role.REGISTRY)
    deal.does("withdraw_party", deal.lin, reason="no funds").then()
    facts = {"subject": "deal", "id": deal.deal, "ground": "court", "reference": "DPO-7"}
    first.shows_presence("propose_erasure", "")
    said = first.post(f"/logs/{deal.fair.edition}/propose_erasure", facts).then()
    second.shows_presence("erase_deal", "")
    erasure = {"erasure": said.body["ids"]["erasure"]}
    second.post(f"/deals/{deal.deal}/erase_deal", erasure).then()
    return first


def test_of_a_deal_that_was_erased_it_says_when_and_why_to_who_sees_every_deal(
    witnessed: WitnessedFair, hand: Callable[..., Handed]
) -> None:
    deal = witnessed.deal().engage()
    officer = erase(deal)
    until(lambda: bool(hand(deal, officer, 1).bundle.erasures))
    found = hand(deal, officer, 1)
    facts = found.verdict.findings[3].facts
    assert (found.verdict.outcome, found.opened, found.bundle.attached) == (Outcome.VALID, 0, ())
    assert facts["erased"] == facts["events"] == len(found.bundle.entries)
    deal.reads(deal.lin, "/evidence").then_refused(404, "deal_unknown")
    auditor = deal.fair.person(Role.AUDITOR)
    assert len(hand(deal, auditor, 1).bundle.erasures) == 1
    organiser = deal.fair.person(Role.ORGANISER)
    deal.reads(organiser, "/evidence").then_refused(403, "not_permitted")


def test_everybody_is_given_the_proof_of_what_the_registry_has_of_them(
    witnessed: WitnessedFair,
) -> None:
    who, found = witnessed.deal().lin, list[bytes]()

    def covers() -> bool:
        said = who.get("/account/evidence")
        found.append(said.response.content)
        return said.response.status_code == 200

    until(covers)
    log = witnessed.fair.house.installation.identity.registry_log
    key = Log(key_of(witnessed.office, log).verifier)
    verdict = verify_evidence(found[-1], Policy((key,), (), (), NO_QUORUM))
    assert (verdict.outcome, verdict.stream) == (Outcome.VALID, who.actor.person)
    told = {one.pointer: one.text for one in parse_bundle(found[-1]).entries[0].shown}
    kept = who.get("/account/data").then().body["particulars"]
    assert told["/native_name"] == kept["native_name"]
    witnessed.fair.said("GET", "/account/evidence").then_refused(401, "not_signed_in")


def test_a_deal_that_is_not_yours_has_no_evidence(witnessed: WitnessedFair) -> None:
    deal = witnessed.deal()
    deal.reads(deal.stranger(), "/evidence").then_refused(404, "deal_unknown")


def test_before_anything_is_signed_it_is_asked_for_again(fair: Fair) -> None:
    deal = Negotiation(fair).open()
    deal.reads(deal.lin, "/evidence").then_refused(409, "evidence_unready")
