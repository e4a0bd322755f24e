"""The demonstration over HTTP: as the ledger's own, and also when its server's processes die."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from databases import Database
from playing import Heard, Theatre, settings_for

from api.dealfile.load import parse_deal_file
from api.demo_over_http import DemoOverHttp
from api.play.player import Happened
from api.serve.supervisor import Told
from api.settings import Settings
from ledger.codec import stored_name

EXAMPLE = Path(__file__).parents[2] / "examples" / "framework-agreement.yaml"
KILLED = {12: "work", 24: "projections", 40: "web 1", 62: "web 1", 80: "work"}
"""After how many events of the edition which process dies."""


class Deadly(Heard):
    """An output that kills the server's processes while the play goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.pids: dict[str, int] = {}
        self.killed: list[str] = []
        self.ended: list[tuple[str, int | None]] = []

    def hear(self, told: Told) -> None:
        """Keep which process a service has, and how those before it ended."""
        if told.news == "started":
            self.pids[told.service] = told.pid
        else:
            self.ended.append((told.service, told.status))

    def result(self, record, sentence, style="", margin=0) -> None:  # noqa: ANN001 - as inherited
        """Keep it; shortly after some, when the next is being asked for, somebody dies."""
        super().result(record, sentence, style, margin)
        service = KILLED.get(record["position"]) if record.get("log") == "edition" else None
        if service is not None:
            self.killed.append(service)
            Timer(0.05, os.kill, (self.pids[service], signal.SIGKILL)).start()

    def types(self, log: str) -> list[str]:
        """Return the types of the events of a log, in order."""
        return [record["type"] for record in self.records if record.get("log") == log]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deadly, Path, bool]:
    """Give the play over HTTP once: what was told, where its papers are, whether all was well."""
    out, heard = tmp_path_factory.mktemp("over-http") / "out", Deadly()
    demo = DemoOverHttp(Settings(), heard, out, heard.hear)
    valid = demo.play(EXAMPLE, EXAMPLE.read_bytes(), as_dated=False)
    return heard, out, valid


@pytest.fixture(scope="module")
def steps(database: Database, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Give the same play in the ledger of this process."""
    theatre = Theatre(settings_for(database, tmp_path_factory.mktemp("alone") / "home"))
    deal_file = parse_deal_file(EXAMPLE.read_bytes())
    return theatre.when_played(deal_file, EXAMPLE.parent).steps


def test_the_processes_died_and_were_started_again(told: tuple[Deadly, Path, bool]) -> None:
    heard, _, _ = told
    assert heard.killed == list(KILLED.values())
    died = [service for service, status in heard.ended if status == -signal.SIGKILL]
    assert died == heard.killed
    assert sorted(set(heard.pids)) == ["projections", "web 1", "work"]


def test_nothing_is_lost_and_nothing_happens_twice(
    told: tuple[Deadly, Path, bool], steps: list[Any]
) -> None:
    heard, _, _ = told
    happened = [step for step in steps if isinstance(step, Happened)]

    def types(log: str) -> list[str]:
        return [stored_name(type(step.event)) for step in happened if step.log == log]

    assert heard.types("edition") == types("edition")
    assert sorted(heard.types("registry")) == sorted(types("registry"))


def test_each_event_has_its_position_without_a_gap(told: tuple[Deadly, Path, bool]) -> None:
    heard, _, _ = told
    for log in ("registry", "edition"):
        positions = [r["position"] for r in heard.records if r.get("log") == log]
        assert positions == list(range(1, len(positions) + 1))


def test_the_same_is_refused_and_every_paper_is_valid(told: tuple[Deadly, Path, bool]) -> None:
    heard, _, valid = told
    refused = [record["refused"] for record in heard.records if "refused" in record]
    verdicts = [record["verdict"] for record in heard.records if "verdict" in record]
    assert (valid, refused) == (True, ["wrong_stage", "not_your_turn"])
    assert verdicts == ["valid"] * 3


def test_who_signs_has_signed_in(told: tuple[Deadly, Path, bool]) -> None:
    heard, out, _ = told
    signed = [s for s in heard.sentences if "consent given in" in s]
    assert signed
    assert all("by password/totp" in sentence for sentence in signed)
    assert not (out / "served.log").exists()
