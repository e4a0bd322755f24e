"""Where the embedded server's files are, and a socket directory that nobody else can prepare."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from homes import passable_folder
from keyring import refused

from ledger.embedded.layout import (
    Account,
    Layout,
    dropped_layout,
    own_layout,
    root_layout,
    socket_directory,
    socket_parents,
    unprivileged,
)

ME = Account(os.geteuid(), os.getegid(), dropped=False)


@pytest.fixture
def short() -> Iterator[Path]:
    """Give a folder whose path leaves room for a socket's."""
    with passable_folder() as folder:
        yield folder


def _layout(base: str = "/home/wanda/fair") -> Layout:
    return Layout(Path(base), ME)


def test_an_ordinary_users_files_are_in_their_home(tmp_path: Path) -> None:
    layout = own_layout(tmp_path)
    assert layout == Layout(tmp_path.resolve(), ME)
    inside = (layout.data, layout.log, layout.running, layout.password("fair_app"))
    assert all(path.is_relative_to(tmp_path) for path in inside)


def test_roots_files_are_in_the_state_directory_one_place_for_each_home(tmp_path: Path) -> None:
    one, two = (root_layout(Path("/srv") / name, tmp_path) for name in ("one", "two"))
    assert one.base.parent == two.base.parent == tmp_path
    assert one.base != two.base
    assert root_layout(Path("/srv/x/../one"), tmp_path) == one
    assert one.account.dropped
    assert one.account.uid != 0


def test_a_cluster_stays_with_the_user_who_has_made_it(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert dropped_layout(tmp_path).account == Account(ME.uid, ME.gid, dropped=True)


def test_no_user_is_made_where_none_is_there() -> None:
    assert unprivileged(["no_such_user", "root"]) == Account(0, 0, dropped=True)
    with refused("no_unprivileged_user"):
        unprivileged(["no_such_user"])


def test_a_socket_directory_is_made_for_its_user_alone(short: Path) -> None:
    made = socket_directory(_layout(), [short])
    assert made.parent == short
    assert made.stat().st_mode & 0o777 == 0o700
    assert made.stat().st_uid == ME.uid
    assert socket_directory(_layout(), [short]) == made
    assert socket_directory(_layout("/home/wanda/other"), [short]) != made


def test_there_is_a_place_for_sockets_on_this_machine(tmp_path: Path) -> None:
    made = socket_directory(own_layout(tmp_path))
    assert made.is_dir()
    made.rmdir()


def test_places_that_others_can_not_write_to_come_first() -> None:
    mine, roots = (
        list(socket_parents(Account(7, 7, dropped=dropped))) for dropped in (False, True)
    )
    assert (mine[0], roots[0]) == (Path("/run/user/7"), Path("/run"))
    assert mine[1:] == roots[1:]
    assert Path(tempfile.gettempdir()) in mine


def test_a_place_that_is_missing_or_too_deep_is_passed_over(short: Path) -> None:
    deep = short / ("d" * 80)
    deep.mkdir()
    made = socket_directory(_layout(), [short / "missing", deep, short])
    assert made.parent == short
    with refused("socket_directory_missing"):
        socket_directory(_layout(), [short / "missing", deep])


@pytest.mark.parametrize("trap", ["file", "link", "open to others"])
def test_what_somebody_else_may_have_put_there_is_refused(short: Path, trap: str) -> None:
    place = socket_directory(_layout(), [short])
    place.rmdir()
    match trap:
        case "file":
            place.touch(mode=0o600)
        case "link":
            (short / "real").mkdir(mode=0o700)
            place.symlink_to(short / "real")
        case _:
            place.mkdir()
            place.chmod(0o750)
    with refused("socket_directory_unsafe"):
        socket_directory(_layout(), [short])


@pytest.mark.skipif(ME.uid != 0, reason="only root can make a directory of somebody else's")
def test_a_directory_of_another_user_is_refused(short: Path) -> None:
    os.chown(socket_directory(_layout(), [short]), 12345, 12345)
    with refused("socket_directory_unsafe"):
        socket_directory(_layout(), [short])
