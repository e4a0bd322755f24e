"""The pack of a publication over HTTP: for anybody, verified by the key of the log alone."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from databases import prepared
from following import following
from http_publication import Publishing
from projecting import House
from waiting import until
from witnessed_fair import WitnessedFair, witnessed_fair

from aggregates.vocabulary import Role
from api.packs.verdict import PackVerdict
from api.packs.verifier import verify_pack
from ledger.embedded import Server
from ledger.evidence.verdict import Outcome
from ledger.proof.policy import NO_QUORUM, Policy


@pytest.fixture(scope="module")
def witnessed(
    postgres: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WitnessedFair]:
    """Serve a fair whose log is signed, the day after a side has opened a deal."""
    database, folder = prepared(postgres, "packs"), tmp_path_factory.mktemp("packs")
    with witnessed_fair(database, folder) as served:
        fair = served.fair
        logs = fair.house.installation.identity.registry_log, UUID(fair.edition)
        with following(House(database, folder / "home", logs, "").run().projector()):
            served.deal().engage()
            fair.house.clock.forward(days=1)
            yield served


def packed(witnessed: WitnessedFair, publication: str) -> bytes:
    """Return the pack that anybody is given, once the log is signed so far."""
    fair, found = witnessed.fair, list[bytes]()
    path = f"/editions/{fair.edition}/publications/{publication}/pack"

    def ready() -> bool:
        said = fair.said("GET", path)
        if said.response.status_code == 409:
            assert said.body["code"] == "evidence_unready"
            return False
        assert said.response.headers["content-type"] == "application/zip"
        found.append(said.then().response.content)
        return True

    until(ready)
    return found[-1]


def verdict(witnessed: WitnessedFair, octets: bytes) -> PackVerdict:
    return verify_pack(octets, Policy(witnessed.policy.logs, (), (), NO_QUORUM))


def test_anybody_verifies_what_two_officials_published(witnessed: WitnessedFair) -> None:
    publishing = Publishing(witnessed.fair).judged()
    first = publishing.publishes()
    octets = packed(witnessed, first["publication"])
    found = verdict(witnessed, octets)
    assert found.outcome is Outcome.VALID, found.failed
    assert found.contents is not None
    assert found.contents.number == 1
    (listed,) = publishing.every(witnessed.fair.person(Role.LEAD))["items"]
    assert listed["publication"] == found.contents.publication


def test_what_is_not_public_has_no_pack(witnessed: WitnessedFair) -> None:
    fair = witnessed.fair
    path = f"/editions/{fair.edition}/publications/nothing/pack"
    fair.said("GET", path).then_refused(404, "publication_unknown")
