"""Who may start an embedded server: root in a place that only root can read, and anybody else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from homes import Home, passable_folder

from ledger.embedded import cluster
from ledger.embedded.binaries import bundled
from ledger.embedded.layout import SOCKET_NAME

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
import psycopg
import ledger
from ledger.embedded import start
print(Path(ledger.__file__).parent)
with start(Path(sys.argv[1]), state=Path(sys.argv[2])) as server:
    with psycopg.connect(server.superuser_dsn) as connection:
        print(*connection.execute("SHOW data_directory").fetchone())
        pid = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
        print(Path(f"/proc/{pid}").stat().st_uid)
"""

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def folder() -> Iterator[Path]:
    with passable_folder() as made:
        yield made


def _run(arguments: list[str], cwd: Path, path: str) -> list[str]:
    """Run the program and return what it says: where our code is, the data, and the user's id."""
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        arguments, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_root_starts_it_from_a_checkout_that_only_root_can_read(folder: Path) -> None:
    checkout = folder / "checkout"
    checkout.mkdir(mode=0o700)
    (wheel,) = (binaries.parent.parent for binaries in bundled())
    for part in (ROOT / "ledger", ROOT / "aggregates", wheel, wheel.with_suffix(".libs")):
        if part.exists():
            shutil.copytree(part, checkout / part.name)
    home, state = checkout / "home", folder / "state"
    arguments = [sys.executable, "-c", PROGRAM, str(home), str(state)]
    code, data, owner = _run(arguments, checkout, str(checkout))
    assert Path(code) == checkout / "ledger"
    assert Path(data).is_relative_to(state)
    assert int(owner) != 0
    assert checkout.stat().st_mode & 0o777 == 0o700
    assert not home.exists()


def test_root_signals_no_process_that_the_servers_user_names(folder: Path) -> None:
    home = Home(folder / "home", folder / "state")
    home.start().stop()
    with subprocess.Popen(["/bin/sleep", "60"]) as bystander:
        (home.layout.data / "postmaster.pid").write_text(f"{bystander.pid}\n")
        cluster.stop(home.layout)
        with pytest.raises(subprocess.TimeoutExpired):
            bystander.wait(0.2)
        bystander.kill()


def test_root_removes_no_directory_that_the_servers_user_names(folder: Path) -> None:
    home, trap = Home(folder / "home", folder / "state"), folder / "trap"
    starter, pid_file = home.start(), home.layout.data / "postmaster.pid"
    trap.mkdir()
    (trap / "kept").touch()
    (trap / SOCKET_NAME).symlink_to(starter.socket_directory / SOCKET_NAME)
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([*lines[:4], str(trap), *lines[5:], ""]))
    lured = home.start()
    starter.stop()
    lured.stop()
    starter.socket_directory.rmdir()
    assert (lured.socket_directory, (trap / "kept").exists()) == (trap, True)


def _can_run_python(user: pwd.struct_passwd) -> bool:
    probe = [*_as(user), sys.executable, "-c", "import psycopg, msgspec"]
    return subprocess.run(probe, check=False, capture_output=True, cwd="/").returncode == 0


def _as(user: pwd.struct_passwd) -> list[str]:
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def test_an_ordinary_user_starts_it_in_a_home_of_their_own(folder: Path) -> None:
    user = pwd.getpwnam("nobody")
    if not _can_run_python(user):
        pytest.skip("nobody can not read this installation")
    home = folder / "home"
    home.mkdir(mode=0o700)
    os.chown(home, user.pw_uid, user.pw_gid)
    arguments = [*_as(user), sys.executable, "-c", PROGRAM, str(home), str(folder / "state")]
    _, data, owner = _run(arguments, Path("/"), str(ROOT))
    assert Path(data) == home / "data"
    assert int(owner) == user.pw_uid
    assert not (folder / "state").exists()
