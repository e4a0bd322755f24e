"""Start the embedded PostgreSQL, share it between programs, and stop it when nobody needs it."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from ledger.embedded import cluster, logins
from ledger.embedded.binaries import Binaries, all_candidates, find_binaries, readable_copy
from ledger.embedded.layout import (
    SOCKET_NAME,
    STATE,
    Layout,
    dropped_layout,
    layout_of,
    own_layout,
    remove_socket_directory,
    socket_directory,
)
from ledger.errors import LedgerError
from ledger.locks import POLL_SECONDS, exclusively, is_held, open_lock, try_lock

WAIT_SECONDS = 120.0
"""How long a start or a stop may take: recovery after a crash and a last checkpoint included."""


class Server:
    """A running embedded PostgreSQL, as seen by one of the programs that use it.

    The server runs as long as one `Server` on the same home is not stopped, in this or another
    process; whoever is last stops it. A program that dies without a stop no longer counts; if it
    was the last, the server stays up and the next `start` finds it.
    """

    def __init__(self, layout: Layout, found: Path, users: int, wait_seconds: float) -> None:
        self.socket_directory = found
        self._layout = layout
        self._wait_seconds = wait_seconds
        self._users: int | None = users
        self._admitted: set[str] = set()

    @property
    def superuser_dsn(self) -> str:
        """How to log in to make roles and databases. MUST NOT be used for anything else."""
        return logins.dsn_of(self._layout, self.socket_directory, cluster.SUPERUSER, "postgres")

    def password(self, role: str) -> str:
        """Return the password that ``role`` has or will be given; random, kept for this home.

        Raises:
            LedgerError: ``role_malformed``.
        """
        return logins.password_of(self._layout, role)

    def dsn(self, role: str, database: str = "counterseal") -> str:
        """Return how ``role`` logs in to ``database``; its password is set first where need be.

        Raises:
            LedgerError: ``role_unknown``, ``role_malformed``, ``login_refused``.
        """
        dsn = logins.dsn_of(self._layout, self.socket_directory, role, database)
        if role not in self._admitted and not logins.can_log_in(dsn):
            with exclusively(self._layout.starting, wait_seconds=self._wait_seconds):
                logins.admit(self._layout, self.socket_directory, role)
        self._admitted.add(role)
        return dsn

    def stop(self) -> None:
        """Leave; the last to leave stops the server, cleanly. Twice is no error.

        Raises:
            LedgerError: ``postgresql_not_stopped``, ``lock_timeout``.
        """
        if self._users is None:
            return
        users, self._users = self._users, None
        try:
            with exclusively(self._layout.starting, wait_seconds=self._wait_seconds):
                fcntl.flock(users, fcntl.LOCK_UN)
                if try_lock(users):
                    _shut_down(self._layout, self.socket_directory, self._wait_seconds)
        finally:
            os.close(users)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop using the server."""
        self.stop()


def start(home: Path, *, state: Path = STATE, wait_seconds: float = WAIT_SECONDS) -> Server:
    """Return the server of ``home``: the one that runs, else started, else made.

    An ordinary user's files are all in ``home``. Root's are in a directory of ``state`` named
    after ``home``, and the server runs as an unprivileged user.

    Raises:
        LedgerError: ``postgresql_missing``, ``postgresql_failed``, ``postgresql_not_started``,
            ``home_unusable``, ``no_unprivileged_user``, ``socket_directory_unsafe``,
            ``socket_directory_missing``, ``file_exposed``, ``lock_timeout``.
    """
    return _join(layout_of(home, state), state, wait_seconds, _Wanted())


@contextmanager
def temporary(
    *, state: Path = STATE, major: int | None = None, crash_safe: bool = True
) -> Generator[Server, None, None]:
    """Run a server on an empty cluster of its own; everything is removed at the end.

    Of this ``major`` version, if one is wanted; else the first that is found. One that need not be
    ``crash_safe`` never waits for the disk: a crash of the machine costs all that it holds.

    Raises:
        LedgerError: ``postgresql_missing``.
    """
    folder = Path(tempfile.mkdtemp(prefix="counterseal-"))
    folder.chmod(0o711)
    layout = dropped_layout(folder) if os.geteuid() == 0 else own_layout(folder)
    try:
        with _join(layout, state, WAIT_SECONDS, _Wanted(major, crash_safe)) as server:
            yield server
    finally:
        shutil.rmtree(folder)


class _Wanted(msgspec.Struct, frozen=True):
    """What a server is to be that does not run yet."""

    major: int | None = None
    crash_safe: bool = True


def _join(layout: Layout, state: Path, wait_seconds: float, wanted: _Wanted) -> Server:
    try:
        cluster.make_base(layout)
        with exclusively(layout.starting, wait_seconds=wait_seconds):
            found = _bring_up(layout, state, wait_seconds, wanted)
            users = open_lock(layout.users)
            fcntl.flock(users, fcntl.LOCK_SH)
    except OSError as wrong:
        path, reason = str(layout.base), str(wrong)
        raise LedgerError("home_unusable", path=path, reason=reason) from None
    return Server(layout, found, users, wait_seconds)


def _bring_up(layout: Layout, state: Path, wait_seconds: float, wanted: _Wanted) -> Path:
    """Return where the server listens, launching it unless one runs; at most once, it may fail."""
    deadline = time.monotonic() + wait_seconds
    launched = False
    while (found := _listening(layout)) is None:
        if not is_held(layout.running):
            if launched:
                raise cluster.failure(layout)
            _launch(layout, state, wanted)
            launched = True
        if time.monotonic() > deadline:
            raise LedgerError("postgresql_not_started", wait_seconds=wait_seconds)
        time.sleep(POLL_SECONDS)
    return found


def _listening(layout: Layout) -> Path | None:
    """Return the directory of the server's socket, if somebody answers there."""
    found = cluster.ready_at(layout)
    if found is None:
        return None
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(found / SOCKET_NAME))
        except OSError:
            return None
    return found


def _launch(layout: Layout, state: Path, wanted: _Wanted) -> None:
    cluster.sweep(layout)
    major = cluster.data_major(layout)
    binaries = _binaries(layout, state, major or wanted.major)
    if major is None:
        password = logins.password_of(layout, cluster.SUPERUSER)
        cluster.initialise(layout, binaries, password.encode())
    running = open_lock(layout.running)
    try:
        fcntl.flock(running, fcntl.LOCK_EX)
        listens_at = socket_directory(layout)
        cluster.launch(layout, binaries, listens_at, running, crash_safe=wanted.crash_safe)
    finally:
        os.close(running)


def _binaries(layout: Layout, state: Path, major: int | None) -> Binaries:
    found = find_binaries(all_candidates(), major)
    return readable_copy(found, state) if layout.account.dropped else found


def _shut_down(layout: Layout, found: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    if is_held(layout.running):
        cluster.stop(layout)
    while is_held(layout.running):
        if time.monotonic() > deadline:
            raise LedgerError("postgresql_not_stopped", wait_seconds=wait_seconds)
        time.sleep(POLL_SECONDS)
    remove_socket_directory(layout, found)
