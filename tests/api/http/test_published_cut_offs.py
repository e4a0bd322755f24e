"""A published cut-off is a position that enough outside witnesses have seen."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from databases import prepared
from following import following
from http_deal import Negotiation
from http_fair import Person, Said, publications_of
from projecting import House
from waiting import until
from witnessed_fair import WitnessedFair, witnessed_fair

from ledger.embedded import Server


@pytest.fixture
def witnessed(postgres: Server, tmp_path: Path) -> Iterator[WitnessedFair]:
    """Serve a fair whose read models are kept up, and whose log is witnessed."""
    database = prepared(postgres, f"published_{secrets.token_hex(4)}")
    with witnessed_fair(database, tmp_path) as served:
        fair = served.fair
        logs = fair.house.installation.identity.registry_log, UUID(fair.edition)
        house = House(database, tmp_path / "home", logs, "").run()
        with following(house.projector()):
            yield served


def headline(who: Person) -> Said:
    fair = who.fair
    return who.get(f"/editions/{fair.edition}/figures/F1?after_position={fair.book.head()}")


def position(who: Person) -> int:
    return int(headline(who).then().body["f1"]["head"]["position"])


def test_nothing_is_published_before_the_witnesses_have_seen_it(witnessed: WitnessedFair) -> None:
    fair = witnessed.fair
    witnessed.sequencer.stop()
    deal = Negotiation(fair).open()
    fair.house.clock.forward(days=2)
    publishing = publications_of(fair)
    publishing.round()
    pending = headline(deal.lin).then_refused(503, "cut_off_pending")
    assert pending.response.headers["retry-after"] == "2"
    witnessed.sequencer.start()
    until(lambda: publishing.round() or headline(deal.lin).response.status_code == 200)
    first = position(deal.lin)
    witnessed.sequencer.stop()
    later = Negotiation(fair).open()
    fair.house.clock.forward(days=1)
    publishing.round()
    assert position(later.lin) == first
    witnessed.sequencer.start()
    until(lambda: publishing.round() or position(later.lin) > first)
