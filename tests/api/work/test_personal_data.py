"""What is kept of a person, written at the machine for that person; and after their erasure."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from commanding import Shell
from playing import settings_for
from plots import LETTER, OPENED
from projecting import House
from waiting import until

from aggregates.deal import DEAL
from aggregates.person import PERSON
from aggregates.person.assign_person import AssignPerson, assign_person
from aggregates.vocabulary import Actor, Role
from api.clock import now
from api.contracts.people import Registered
from api.exits import Exit
from api.ids import new_id
from api.installation import running
from ledger.context import Context
from ledger.errors import LedgerError
from ledger.evidence.bundle import parse_bundle
from ledger.evidence.verdict import Outcome
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy import NO_QUORUM, Log, Policy
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.session import opened
from ledger.sources import One

REGISTRAR = Actor(person="registrar", organisation="fair", role=Role.REGISTRY)
OFFICERS = (("邬诚", "Wu Cheng", "wu@example.org"), ("Ida Berg", "Ida Berg", "ida@example.org"))
Exports = Callable[..., Any]


@pytest.fixture
def house(house_of: Callable[..., House]) -> House:
    """Give a deal with an executed letter."""
    return house_of(*OPENED, *LETTER)


@pytest.fixture
def exports(house: House, shell: Shell, tmp_path: Path) -> Exports:
    """Write what is kept of somebody, and return it."""
    at = shell.at(settings_for(house.database, house.home))

    def exported(person: str, *said: str) -> Any:
        file = tmp_path / f"{new_id()}.json"
        at("export", file, "--person", person, "--purpose", "DPO-3").then(Exit.YES, *said)
        assert file.stat().st_mode & 0o777 == 0o600
        return json.loads(file.read_bytes())

    return exported


@pytest.fixture
def office(house: House, tmp_path: Path) -> Office:
    """Return what the sequencer of the house works with."""
    return Office(
        dsn=house.database.dsn("sequencer"),
        keys=LogKeys(tmp_path, "ledger.example.org"),
        software="tests/1",
        new_id=new_id,
        clock=now,
    )


def _fail(failed: LedgerError) -> None:
    pytest.fail(str(failed))


class Proven:
    """The evidence of a person, as it was handed to them, and what their own verifier says."""

    def __init__(self, octets: bytes, policy: Policy) -> None:
        self.octets = octets
        self.bundle = parse_bundle(octets)
        self.verdict = verify_evidence(octets, policy)

    @property
    def told(self) -> dict[str, str]:
        """What is told of the first event's texts, by their pointers."""
        return {one.pointer: one.text for one in self.bundle.entries[0].shown}


@pytest.fixture
def prove(house: House, shell: Shell, tmp_path: Path, office: Office) -> Callable[[str], Proven]:
    """Sign the registry's log, and write the evidence of somebody."""
    log = house.logs[0]
    key = office.keys.signer(log, 1, office.keys.origin(log, 1)).verifier

    def proven(person: str) -> Proven:
        asking = Cosigning(office.dsn, (), _fail)
        with (
            opened(office.dsn) as session,
            closing(Followed(office, session, log, asking, _fail)) as signing,
        ):
            signing.step()
            until(lambda: signing.step() > 0)  # the map is said,
            until(lambda: signing.step() > 0)  # and signed
        file = tmp_path / f"{new_id()}.evidence.zip"
        at = shell.at(settings_for(house.database, house.home))
        at("export", file, "--person", person, "--proof").then(Exit.YES, "VALID")
        return Proven(file.read_bytes(), Policy((Log(key),), (), (), NO_QUORUM))

    return proven


def lead_of(house: House) -> tuple[str, str, str]:
    """Return the lead of a side of the deal, and their names."""
    with running(settings_for(house.database, house.home)) as installation:
        deal = installation.edition(str(house.logs[1])).state(One(DEAL, house.deal))
        person = min(deal.parties.principals.values(), key=lambda one: one.lead).lead
        name = Registered(installation).name(person)
        return person, name.native, Registered(installation).email(person)


def leaves(house: House, person: str) -> None:
    """Take every post from somebody, as the registry does."""
    with running(settings_for(house.database, house.home)) as installation:
        command = AssignPerson(actor=REGISTRAR, at=now(), person=person, posts=())
        context = Context(
            actor="registrar",
            authentication="test",
            correlation_id="c",
            idempotency_key=new_id(),
            request=b"",
        )
        installation.registry.handle(One(PERSON, person), assign_person, command, context)


def erase(house: House, shell: Shell, person: str) -> None:
    """Have a person erased who asked for it."""
    at, log = shell.at(settings_for(house.database, house.home)), ("--log", "registry")
    for native, latin, email in OFFICERS:
        names = ("--native-name", native, "--latin-name", latin, "--email", email)
        at("accounts", "bootstrap", *names).then(Exit.YES)
    with running(settings_for(house.database, house.home)) as installation:
        found = [getattr(one, "event", None) for one in installation.registry.read(0, 1000)]
        first, second = [str(e.person) for e in found if hasattr(e, "native_name")][-2:]  # type: ignore[union-attr]  # as asked
    facts = ("--id", person, "--subject", "person", "--ground", "request", "--reference", "DPO-4")
    proposed = at("erase", "propose", *log, "--as", first, *facts, "--json")
    proposed.then(Exit.YES)
    erasure = ("--erasure", proposed.records[0]["erasure"])
    at("erase", "carry-out", *log, "--as", second, *erasure).then(Exit.YES)


def test_it_has_names_addresses_posts_and_deeds(house: House, exports: Exports) -> None:
    person, native, email = lead_of(house)
    data = exports(person, "What is kept of", "deeds")
    told = data["particulars"]
    assert (data["person"], data["erased"], told["native_name"]) == (person, None, native)
    assert [one["email"] for one in told["addresses"]] == [email]
    assert data["posts"][0]["roles"]
    assert data["posts"][0]["name"]
    assert data["registered"][0]["type"] == "person.registered.v1"
    signed = [one for one in data["deeds"] if one["type"] == "deal.signature_applied.v1"]
    assert native in signed[0]["sentence"] or told["latin_name"] in signed[0]["sentence"]
    assert signed[0]["deal"] == house.deal
    assert data["deeds_left_out"] is False


def test_of_who_was_erased_it_says_so_and_what_is_left(
    house: House, shell: Shell, exports: Exports
) -> None:
    person, native, email = lead_of(house)
    leaves(house, person)
    erase(house, shell, person)
    data = exports(person, "was erased at")
    assert (data["erased"]["ground"], data["erased"]["reference"]) == ("request", "DPO-4")
    assert (data["particulars"], data["account"], data["posts"]) == (None, None, [])
    assert data["deeds"]
    told = json.dumps(data, ensure_ascii=False)
    assert native not in told
    assert email not in told
    assert "(erased)" in told


def test_who_doubts_what_is_kept_of_them_is_handed_the_proof(
    house: House, prove: Callable[[str], Proven]
) -> None:
    person, native, email = lead_of(house)
    proven = prove(person)
    assert proven.verdict.outcome is Outcome.VALID
    assert (proven.verdict.stream, proven.verdict.log) == (person, str(house.logs[0]))
    assert all(entry.event_key for entry in proven.bundle.entries)
    assert (proven.told["/native_name"], proven.told["/email"]) == (native, email)
    assert proven.bundle.erasures == ()


def test_of_who_was_erased_the_proof_says_when_and_why_and_no_name(
    house: House, shell: Shell, prove: Callable[[str], Proven]
) -> None:
    person, native, email = lead_of(house)
    before = prove(person)
    leaves(house, person)
    erase(house, shell, person)
    after = prove(person)
    assert (after.verdict.outcome, after.told) == (Outcome.VALID, {})
    erasures: Any = after.verdict.findings[3].facts["erasures"]
    (closed,) = erasures
    assert (closed["type"], closed["reference"]) == ("ledger.person_erased.v1", "DPO-4")
    assert {one["pointer"] for one in closed["fields"]} >= {"/native_name", "/email"}
    assert after.bundle.entries[-1].type == "person.assigned.v1"
    for text in (native, email):
        assert text.encode() in before.octets
        assert text.encode() not in after.octets


def test_of_nobody_there_is_none(house: House, shell: Shell, tmp_path: Path) -> None:
    at = shell.at(settings_for(house.database, house.home))
    ended = at("export", tmp_path / "x", "--person", "nobody")
    ended.then(Exit.NO, "person_unlisted")
    for nobody in ("nobody", "registrar", house.deal):
        at("export", tmp_path / "x", "--person", nobody, "--proof").then(Exit.NO, "person_unlisted")
    at("export", tmp_path / "x", "--proof").then(Exit.USAGE, "--person")
    assert not (tmp_path / "x").exists()
