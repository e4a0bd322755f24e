"""The cluster on disk and the server process: make, start, is it up, stop.

A server that runs holds the lock `Layout.running`, because it inherits the descriptor; so does
every backend of it. That lock, not the pid file, says whether data may be touched: it is never
stale, and it outlives a postmaster that was killed for exactly as long as its orphans do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ledger.embedded.binaries import ENVIRONMENT, Binaries
from ledger.embedded.layout import SOCKET_NAME, Layout
from ledger.errors import LedgerError
from ledger.private_files import sync_directory

SUPERUSER = "postgres"
LOG_BYTES_MAX = 8_000_000
LOG_TAIL_BYTES = 2_000

SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    "log_timezone=UTC",
    "max_connections=200",
)
"""Given on the command line, where no file overrules them: no TCP."""

CRASH_SAFE = ("fsync=on", "full_page_writes=on", "synchronous_commit=on")
"""As well, for a server whose rows are to be kept: nothing is lost by a crash."""

FLEETING = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""As well, for one whose rows nobody wants after it: nothing waits for the disk."""

MEGABYTE = 1 << 20
CACHE_LEAST, CACHE_MOST = 128 * MEGABYTE, 1024 * MEGABYTE


def make_base(layout: Layout) -> None:
    """Make the directory of everything; root's can be passed through by the server's user."""
    layout.base.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    layout.base.mkdir(exist_ok=True, mode=0o711 if layout.account.dropped else 0o700)


def data_major(layout: Layout) -> int | None:
    """Return the major version of PostgreSQL that made the cluster; nothing if there is none."""
    try:
        return int((layout.data / "PG_VERSION").read_text("ascii"))
    except FileNotFoundError:
        return None


def sweep(layout: Layout) -> None:
    """Remove what attempts to make the cluster have left that were cut short."""
    for rest in layout.base.glob("data.new*"):
        shutil.rmtree(rest, ignore_errors=True)  # its initdb may write still: the next sweep's


def initialise(layout: Layout, binaries: Binaries, password: bytes) -> None:
    """Make the cluster, whole or not at all: checksums, scram, UTF-8, no libc collation.

    Raises:
        LedgerError: ``postgresql_failed``.
    """
    # never the same twice: the initdb of a killed attempt may be at work still
    fresh = Path(tempfile.mkdtemp(prefix="data.new.", dir=layout.base))
    os.chown(fresh, layout.account.uid, layout.account.gid)
    with tempfile.TemporaryFile() as secret:
        secret.write(password)
        secret.flush()
        os.fchown(secret.fileno(), layout.account.uid, layout.account.gid)
        _initdb(layout, binaries, fresh, secret.fileno())
    fresh.rename(layout.data)
    sync_directory(layout.base)


def _initdb(layout: Layout, binaries: Binaries, fresh: Path, password: int) -> None:
    command = [
        str(binaries.directory / "initdb"),
        f"--pgdata={fresh}",
        f"--username={SUPERUSER}",
        f"--pwfile=/dev/fd/{password}",
        "--auth-local=scram-sha-256",
        "--auth-host=reject",
        "--data-checksums",
        "--encoding=UTF8",
        "--locale=C",  # the system's own collations change with its C library, and break indexes
    ]
    if binaries.major >= 17:
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    with _log(layout.log) as log:
        _run(layout, command, log, password)


def launch(
    layout: Layout,
    binaries: Binaries,
    socket_directory: Path,
    running: int,
    *,
    crash_safe: bool,
) -> None:
    """Start the server and return at once. ``running`` is the locked descriptor that it keeps.

    The shell between us ends at once, so that the server is nobody's child and outlives us.

    Raises:
        LedgerError: ``postgresql_failed``.
    """
    # the lock is ours, so nobody is alive behind these files; their number may be another's by now
    for stale in (layout.data / "postmaster.pid", socket_directory / f"{SOCKET_NAME}.lock"):
        stale.unlink(missing_ok=True)
    postgres = [str(binaries.directory / "postgres"), "-D", str(layout.data)]
    settings = (
        *SETTINGS,
        *(CRASH_SAFE if crash_safe else FLEETING),
        f"shared_buffers={cache_bytes(machine_bytes()) // MEGABYTE}MB",
        f"unix_socket_directories={socket_directory}",
    )
    options = [part for setting in settings for part in ("-c", setting)]
    command = ["/bin/sh", "-c", '"$@" &', "sh", *postgres, *options]
    with _log(layout.log) as log:
        _run(layout, command, log, running)


def cache_bytes(machine: int) -> int:
    """Return how much of a machine's memory the server may keep tables in: an eighth, bounded.

    PostgreSQL's manual (20.4.1) gives a server of its own a quarter; here the program runs beside.
    What is not needed is never touched, and so takes no memory.
    """
    return min(max(machine // 8, CACHE_LEAST), CACHE_MOST)


def machine_bytes() -> int:
    """Return how much memory the machine has."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _log(path: Path) -> BinaryIO:
    if path.exists() and path.stat().st_size > LOG_BYTES_MAX:
        path.replace(path.with_name("log.old"))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    return os.fdopen(descriptor, "ab")


def _run(layout: Layout, command: list[str], log: BinaryIO, *inherited: int) -> None:
    account = layout.account
    try:
        subprocess.run(  # noqa: S603 - our own words and paths, each one an argument
            command,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=ENVIRONMENT,
            pass_fds=inherited,
            start_new_session=True,
            user=account.uid if account.dropped else None,
            group=account.gid if account.dropped else None,
            extra_groups=[] if account.dropped else None,
        )
    except (OSError, subprocess.SubprocessError):
        raise failure(layout) from None


def failure(layout: Layout) -> LedgerError:
    """Return the error that carries the last words of the server."""
    log = layout.log.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
    return LedgerError("postgresql_failed", log=log)


def ready_at(layout: Layout) -> Path | None:
    """Return the directory of the server's socket once it takes connections.

    Source: PostgreSQL, ``src/include/utils/pidfile.h``: the lines of ``postmaster.pid``.
    """
    lines = _pid_file(layout)
    return Path(lines[4]) if len(lines) >= 8 and lines[7].strip() == "ready" else None


def stop(layout: Layout) -> None:
    """Ask the server for a clean stop (a fast shutdown) and return at once."""
    lines = _pid_file(layout)
    if lines and lines[0].isdecimal():
        # the server's user can name any process there: the signal is theirs, and never root's
        command = ["/bin/sh", "-c", 'kill -INT "$1"', "sh", lines[0]]
        with _log(layout.log) as log, suppress(LedgerError):  # it may have ended by itself
            _run(layout, command, log)


def _pid_file(layout: Layout) -> list[str]:
    try:
        return (layout.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []
