"""Which sealed papers end soon is told in time, and all of them are archived anew at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import waiting
from http_deal import Negotiation
from http_fair import Fair
from playing import Heard

from aggregates.vocabulary import Role
from api.archives.ending import Ending, endings, may_end
from api.archives.renewing import Renewal, renewed
from api.archives.telling import tell_due, tell_renewed
from api.clock import now
from api.doctor import Level
from api.doctor.archives import about
from api.exits import Exit
from api.http.workload import WorkFigures
from api.work.endings import Endings
from signing.errors import SignatureError
from signing.registry.lasting import lasting_until
from signing.registry.office import Service
from signing.registry.rotating import carry_out, prepare_rotation

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(scope="module")
def sealed(followed: Fair) -> Negotiation:
    """A deal whose agreement is signed and sealed."""
    deal = Negotiation(followed).open().engage().agree()
    deal.open_signing().then()
    deal.sign(deal.lin, "linghai").then()
    deal.sign(deal.ana, "aster").then()
    registrar = followed.person(Role.REGISTRY)
    newest = deal.signing(deal.leading)["pdf_sha256"]
    registrar.shows_presence("seal_agreement", newest, deal.deal)
    deal.does("seal_agreement", registrar, instrument=deal.leading, pdf_sha256=newest).then()
    follow(followed, deal)
    return deal


def follow(fair: Fair, deal: Negotiation) -> None:
    """Wait until the read models have seen all of a deal."""
    later = over(fair) + DAY
    waiting.until(lambda: bool(ending(fair, deal.deal, later)))


def over(fair: Fair) -> datetime:
    """Return when the time-stamping unit's certificate is over."""
    return fair.house.installation.authority.certificate(Service.TIME_STAMPING).not_after


def ending(fair: Fair, deal: str, before: datetime) -> list[Ending]:
    """Return what of a deal ends before then."""
    house = fair.house
    found = endings(house.installation, house.accounts.operations, before)
    return [one for one in found if one.deal == deal]


def test_a_paper_ends_with_the_certificate_of_its_last_time_stamp(
    followed: Fair, sealed: Negotiation
) -> None:
    until = over(followed)
    (one,) = ending(followed, sealed.deal, until + DAY)
    assert (one.instrument, one.until) == (sealed.leading, until)
    assert ending(followed, sealed.deal, until) == []
    assert not may_end(followed.house.installation.authority, until)


def gauges(fair: Fair) -> dict[str, float]:
    """Return what anybody who watches is told of papers that end soon."""
    house = fair.house
    figures = WorkFigures(house.accounts.operations, house.clock).collect()
    (family,) = [one for one in figures if one.name == "counterseal_papers_ending"]
    return {sample.labels["within"]: sample.value for sample in family.samples}


@pytest.mark.usefixtures("sealed")
def test_a_worker_counts_once_a_day_what_ends_soon(followed: Fair) -> None:
    house, days = followed.house, [DAY * 200, DAY * 199 + SECOND, DAY * 20]
    moments = iter([over(followed) - before for before in days])
    job = Endings(house.installation, house.accounts.operations, lambda: next(moments))
    told = []
    for _ in days:
        assert not job.round()
        told.append(gauges(followed))
    assert told[0]["60_days"] == 0 < told[0]["year"]
    assert told[1] == told[0]
    assert told[2]["60_days"] == told[2]["year"] >= told[0]["year"]


def test_all_that_end_are_archived_anew_by_the_new_unit(
    followed: Fair, sealed: Negotiation
) -> None:
    installation = followed.house.installation
    before = over(followed) + SECOND
    followed.house.clock.forward(minutes=2)
    at = followed.house.clock()
    unit = prepare_rotation(installation.authority, Service.TIME_STAMPING, at)
    carry_out(installation.authority, Service.TIME_STAMPING, unit.sha256, at)
    due = iter(ending(followed, sealed.deal, before))
    actor = followed.person(Role.REGISTRY).actor
    done = list(renewed(installation, due, actor, followed.house.clock()))
    assert [one.error for one in done] == [None]
    assert ending(followed, sealed.deal, before) == []
    digest = sealed.signing(sealed.leading)["pdf_sha256"]
    pdf = sealed.reads(sealed.ana, f"/documents/{digest}").then().response.content
    assert lasting_until(pdf) == unit.not_after


HERE = Ending(
    edition="e",
    deal="deal-1",
    instrument="agreement-1",
    until=datetime.fromisoformat("2041-05-01T00:00:00Z"),
)


def test_what_is_due_is_told() -> None:
    heard = Heard()
    assert tell_due(heard, iter([HERE])) is Exit.YES
    assert heard.sentences == [
        "deal deal-1, instrument agreement-1: valid by itself until 2041-05-01"
    ]
    quiet = Heard()
    assert tell_due(quiet, iter([])) is Exit.YES
    assert quiet.sentences == []


def results() -> Iterator[Renewal]:
    yield Renewal(paper=HERE)
    yield Renewal(paper=HERE, error=SignatureError("key_offline", service="seal"))


def test_one_that_could_not_be_archived_is_told_and_is_a_no() -> None:
    heard = Heard()
    assert tell_renewed(heard, results(), "en") is Exit.NO
    assert heard.sentences[0].endswith(": archived anew")
    assert heard.records[1]["code"] == "key_offline"
    assert tell_renewed(Heard(), iter([Renewal(paper=HERE)]), "en") is Exit.YES


@pytest.mark.parametrize(
    ("days", "level"), [(300, Level.NOTICE), (30, Level.PROBLEM), (-3, Level.PROBLEM)]
)
def test_the_doctor_tells_in_time(days: int, level: Level) -> None:
    soon = Ending(edition="e", deal="d", instrument="i", until=now() + timedelta(days=days))
    (finding,) = about([soon])
    assert finding.level is level
    assert next(about([])).level is Level.FINE
