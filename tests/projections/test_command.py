"""``counterseal projections``: how far the read models are, one built anew, all kept up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import Shell
from following import following
from projecting import House
from waiting import until

from api.exits import Exit
from projections.errors import ProjectionError
from projections.runner.anew import rebuild
from projections.views import all_views

COMMAND = Path(sys.executable).with_name("counterseal")
NAMES = {view.NAME for view in all_views()}


@pytest.fixture
def shell(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """Give the shell of whoever operates the installation of this house."""
    made = Shell(monkeypatch, capsys, house.home)
    monkeypatch.setenv("DATABASE_URL", house.database.dsn("app"))
    monkeypatch.setenv("COUNTERSEAL_PROJECTOR_URL", house.database.dsn("projector"))
    return made


def test_a_view_is_built_anew_and_the_status_tells_so(shell: Shell) -> None:
    shell("projections", "status").then(Exit.YES, "view deals: not built yet", "s behind")
    shell("projections", "rebuild", "deals").then(Exit.YES, "view deals: built anew here")
    shell("projections").then(Exit.YES, "up to date", "view deals: version")
    told = shell("projections", "--json").records
    assert {one["view"] for one in told if "view" in one} == NAMES
    assert [one["events"] for one in told if "log" in one] == [0, 0]


def test_a_view_that_is_not_there_is_not_built(shell: Shell) -> None:
    shell("projections", "rebuild", "bargains").then(Exit.CANNOT_TELL, "view_unknown")
    shell("projections", "rebuild").then(Exit.USAGE, "which view?")


def test_views_are_kept_up_until_the_command_is_told_to_end(shell: Shell, house: House) -> None:
    follower = subprocess.Popen([COMMAND, "projections", "follow"], env=dict(os.environ))  # noqa: TID251 - as the shell set it
    try:
        until(house.stands)
        house.until_followed()
        shell("projections", "rebuild", "deals").then(Exit.YES, "by the process that leads")
    finally:
        follower.send_signal(signal.SIGTERM)
        assert follower.wait(timeout=20) == 0


def test_who_waits_for_another_to_build_does_not_wait_for_ever(house: House) -> None:
    house.run()
    with house.leading(), pytest.raises(ProjectionError) as late:
        rebuild(house.site, house.projector(), all_views(), "deals", seconds=0.2)
    assert late.value.code == "not_rebuilt"


def test_a_view_is_built_by_the_process_that_leads(house: House) -> None:
    projector = house.projector()
    with following(projector):
        until(lambda: house.stands() and projector.leads.is_set())
        assert rebuild(house.site, house.projector(), all_views(), "deals", seconds=20) is False
