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
from http_fair import publications_of
from http_publication import Publishing
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


def offered(publishing: Publishing) -> list[int]:
    """Return the positions that may be published."""
    return [one["position"] for one in publishing.cut_offs()]


def test_nothing_may_be_published_before_the_witnesses_have_seen_it(
    witnessed: WitnessedFair,
) -> None:
    fair = witnessed.fair
    publishing, job = Publishing(fair), publications_of(fair)
    witnessed.sequencer.stop()
    Negotiation(fair).open()
    fair.house.clock.forward(days=2)
    job.round()
    publishing.prepares(status="provisional").then_refused(503, "cut_off_pending")
    witnessed.sequencer.start()
    until(lambda: job.round() or bool(offered(publishing)))
    first = offered(publishing)
    witnessed.sequencer.stop()
    Negotiation(fair).open()
    fair.house.clock.forward(days=1)
    job.round()
    assert offered(publishing) == first
    witnessed.sequencer.start()
    until(lambda: job.round() or len(offered(publishing)) > len(first))
