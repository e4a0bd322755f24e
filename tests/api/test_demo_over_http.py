"""The demonstration over HTTP: as the ledger's own, and also when its server's processes die."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Timer

from databases import Database
from dealfiles import EXAMPLES
from narrations import PLAYED, SIGNED_IN, then_told_alike, then_told_in_order, verdicts
from playing import Heard, Shown, settings_for
from plots import ACCEPTED, ASTER, JANA, LETTER, LIN, MINHAI, OPENED, TABLED, TRANSLATED, move, plot

from api.demo import Demo
from api.demo_over_http import DemoOverHttp
from api.example import joint_venture
from api.serve.supervisor import Told
from api.settings import Settings

FRAMEWORK = next(path for path in EXAMPLES if path.stem == "framework-agreement")
FOUNDERS = ("YE Zhiqiu", "AN Ruoshui")
"""With whom the registry begins in all of these files."""
KILLED = {12: "work", 24: "projections", 40: "web 1", 52: "sequence", 62: "web 1", 80: "work"}
"""After how many events of the edition which process dies."""
INTERPRETED = (
    TRANSLATED[0],
    move("grant_access", LIN, organisation="fair-registry", scopes=["terms"]),
    *TRANSLATED[1:],
)
"""An interpreter over HTTP reads what a side lets them read, and is one of the two founders."""
RUN_OUT = (
    *(*OPENED, *LETTER, move("table_offer", LIN, expires="+2d")),
    move("expire_offer", "system", expect="not_due"),
    move("expire_offer", "system", at="+4d"),
    *(
        *TABLED,
        *INTERPRETED,
        *ACCEPTED,
        move("accept_clauses", LIN, clauses="all"),
        move("lock_terms", JANA),
    ),
    move("open_signing", LIN, expires="+3d", seats=[MINHAI, ASTER]),
    move("expire_signing", "system", at="+4d"),
    move("expire_deal", "system", at="+300d"),
)
"""An offer, a signing and the deal run out of time. A founder is interpreter as well."""


class Deadly(Heard):
    """An output that kills the server's processes while the play goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.pids: dict[str, int] = {}
        self.started: list[str] = []
        self.killed: list[str] = []
        self.ended: list[tuple[str, int | None]] = []

    def hear(self, told: Told) -> None:
        """Keep which process a service has, and how those before it ended."""
        if told.news == "started":
            self.pids[told.service] = told.pid
            self.started.append(told.service)
        else:
            self.ended.append((told.service, told.status))

    def result(self, record, sentence, style="", margin=0) -> None:  # noqa: ANN001 - as inherited
        """Keep it; shortly after some, when the next is being asked for, somebody dies."""
        super().result(record, sentence, style, margin)
        if record.get("log") != "edition":
            return
        service = KILLED.get(sum(one.get("log") == "edition" for one in self.records))
        if service is not None:
            self.killed.append(service)
            Timer(0.05, os.kill, (self.pids[service], signal.SIGKILL)).start()


def when_played_in_the_ledger(database: Database, folder: Path, path: Path) -> Heard:
    """Play a file in the ledger of this process."""
    heard, settings = Heard(), settings_for(database, folder / "home")
    assert Demo(settings, heard, folder / "alone").play(path, path.read_bytes(), as_dated=False)
    return heard


def when_played_over_http(heard: Heard, folder: Path, path: Path) -> Heard:
    """Play a file over HTTP, to its end."""
    tell_of = heard.hear if isinstance(heard, Deadly) else lambda _: None
    demo = DemoOverHttp(Settings(), heard, folder / "out", tell_of)
    assert demo.play(path, path.read_bytes(), as_dated=False)
    assert not (folder / "out" / "served.log").exists()
    return heard


def then_all_that_were_to_die_were_started_again(heard: Deadly) -> None:
    """Each was killed, by nobody else, and all are up at the end."""
    assert heard.killed == list(KILLED.values())
    died = [service for service, status in heard.ended if status == -signal.SIGKILL]
    assert died == heard.killed
    services = {"projections", "sequence", "web 1", "work"}
    assert set(heard.started) == services
    for service in services:
        assert heard.started.count(service) == 1 + died.count(service), service


def test_the_framework_agreement_is_told_alike_though_processes_die(
    database: Database, tmp_path: Path
) -> None:
    alone = when_played_in_the_ledger(database, tmp_path, FRAMEWORK).records
    heard = Deadly()
    when_played_over_http(heard, tmp_path, FRAMEWORK)
    then_all_that_were_to_die_were_started_again(heard)
    then_told_in_order(heard.records)
    then_told_alike(heard.records, alone, FOUNDERS)
    assert verdicts(heard.records) == verdicts(alone)


def test_the_joint_venture_is_told_alike_and_its_people_have_signed_in(
    shown: Shown, tmp_path: Path
) -> None:
    heard = when_played_over_http(Heard(), tmp_path, joint_venture())
    then_told_in_order(heard.records)
    then_told_alike(heard.records, shown.heard.records, FOUNDERS)
    assert verdicts(heard.records) == verdicts(shown.heard.records)
    assert not [sentence for sentence in heard.sentences if PLAYED in sentence]
    assert [sentence for sentence in heard.sentences if SIGNED_IN in sentence]


def test_what_runs_out_over_http_is_ended_by_the_fair_itself(
    database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "run-out.yaml"
    file.write_text(plot(*RUN_OUT), encoding="utf-8")
    alone = when_played_in_the_ledger(database, tmp_path, file).records
    heard = when_played_over_http(Heard(), tmp_path, file)
    # who plays alone archives the letter in the end; over HTTP a worker would, and here none does
    sealed = [one for one in alone if one.get("type") == "deal.agreement_sealed.v1"]
    assert len(sealed) == 1
    then_told_alike(heard.records, [one for one in alone if one not in sealed], FOUNDERS)
    ended = [said for said in heard.sentences if "The system closed" in said]
    assert len(ended) == 3
