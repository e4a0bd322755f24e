"""A fair whose database, web process and sequencer are killed at random, while people use it.

What was acknowledged is there, once and at its place; nothing else is; and every two heads that
anybody has seen belong to one history.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest
from faults.heads import Heads
from faults.machine import PATIENCE_SECONDS, VICTIMS, Machine, machine
from histories.checks import wrong
from histories.clients import Clients, Load, at_work, whole
from histories.over_http import OverHttp
from histories.record import Entry
from homes import Home, passable_folder
from http_deal import Negotiation
from waiting import until

KILLS = 2 * VICTIMS
BETWEEN = 10
"""So many commands are acknowledged before the next kill."""
MAPS = "map:"


@pytest.fixture
def fair(tmp_path: Path) -> Iterator[Machine]:
    """Serve a fair on a machine of its own."""
    with passable_folder() as folder, machine(tmp_path, Home(folder / "h", folder / "s")) as made:
        yield made


def work_on(clients: Clients, chance: random.Random) -> None:
    """Let some more be acknowledged, and a moment pass."""
    before = clients.recording.acknowledged
    until(lambda: clients.recording.acknowledged >= before + BETWEEN, PATIENCE_SECONDS)
    sleep(chance.random() / 10)


def said_by_others(log: list[Entry], before: set[str]) -> set[str]:
    """Return the keys of what was there before, and of what the log says of itself."""
    return before | {entry.key for entry in log if entry.key.startswith(MAPS)}


def test_whatever_is_killed_nothing_acknowledged_is_lost_and_no_head_contradicts_another(
    fair: Machine,
) -> None:
    seed = secrets.randbelow(1_000_000)
    print(f"seed {seed}")  # noqa: T201
    chance, deal = random.Random(seed), Negotiation(fair.fair).open().engage()  # noqa: S311
    with closing(OverHttp(fair.url, deal.lin.cookie, fair.fair.book)) as ledger:
        before = {entry.key for entry in whole(ledger)}
        heads = Heads(fair.fair.book)
        load = Load(seed=seed, streams=(deal.deal,), sizes=(1,), writers=4)
        with heads.watched(), at_work(ledger, load) as clients:
            for victim in chance.sample(KILLS, len(KILLS)):
                work_on(clients, chance)
                fair.kill(victim)
            work_on(clients, chance)
        history = clients.history(said_by_others(whole(ledger), before))
    assert wrong(history) == []
    assert heads.require_consistent() > len(KILLS)
