"""Locks on files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from keyring import refused

from ledger.locks import exclusively, is_held, open_lock, try_lock


def test_only_one_holds_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert not is_held(path)
    with exclusively(path, wait_seconds=0):
        assert is_held(path)
        with refused("lock_timeout"), exclusively(path, wait_seconds=0):
            raise AssertionError
    assert not is_held(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_who_waits_gets_the_lock_when_it_is_let_go(tmp_path: Path) -> None:
    order: list[int] = []

    def hold(number: int) -> None:
        with exclusively(tmp_path / "lock", wait_seconds=30):
            order.append(number)
            time.sleep(0.01)
            order.append(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(hold, range(4)))
    assert order[::2] == order[1::2]
    assert sorted(order) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_a_lock_dies_with_its_process_and_not_before(tmp_path: Path) -> None:
    lock = open_lock(tmp_path / "lock")
    assert try_lock(lock)
    heir = subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(lock,)
    )
    os.close(lock)
    assert is_held(tmp_path / "lock")
    heir.communicate(b"\n", timeout=30)
    assert not is_held(tmp_path / "lock")
