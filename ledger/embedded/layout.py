"""Where the embedded server's files are, and as which user of the system it runs.

PostgreSQL refuses to run as root. Root therefore drops to an existing unprivileged user; that
user can not read a checkout or a home that only root may read, so root's files are kept under
the system's state directory, in a directory named after the home.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from ledger.errors import LedgerError

STATE = Path("/var/lib/counterseal")
UNPRIVILEGED = ("postgres", "nobody")
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_MAX = 106
"""Bytes; the smallest ``sun_path`` of the systems that we run on holds 103 to 107."""


class Account(msgspec.Struct, frozen=True):
    """The user of the system that the server runs as; ``dropped`` if that is not ourselves."""

    uid: int
    gid: int
    dropped: bool


class Layout(msgspec.Struct, frozen=True):
    """The files of one embedded server; all of them are under ``base`` but its socket."""

    base: Path
    account: Account

    @property
    def data(self) -> Path:
        """The cluster, owned by the server's user."""
        return self.base / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.base / "log"

    @property
    def starting(self) -> Path:
        """Locked while somebody starts or stops the server."""
        return self.base / "starting.lock"

    @property
    def users(self) -> Path:
        """Locked, shared, by each process that uses the server."""
        return self.base / "users.lock"

    @property
    def running(self) -> Path:
        """Locked by the server itself: every process of it inherits the descriptor."""
        return self.base / "running.lock"

    def password(self, role: str) -> Path:
        """The file of a role's password."""
        return self.base / "passwords" / role


def layout_of(home: Path, state: Path = STATE) -> Layout:
    """Return where the server of ``home`` is for the user who asks.

    Raises:
        LedgerError: ``no_unprivileged_user``.
    """
    return root_layout(home, state) if os.geteuid() == 0 else own_layout(home)


def own_layout(base: Path) -> Layout:
    """Return the layout of an ordinary user, who runs the server as themselves."""
    return Layout(base.resolve(), Account(os.geteuid(), os.getegid(), dropped=False))


def root_layout(home: Path, state: Path) -> Layout:
    """Return root's layout: under ``state``, with a user of its own.

    Raises:
        LedgerError: ``no_unprivileged_user``.
    """
    digest = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()
    return dropped_layout(state / digest[:16])


def dropped_layout(base: Path) -> Layout:
    """Return the layout at ``base`` under an unprivileged user: whoever owns the data already.

    Raises:
        LedgerError: ``no_unprivileged_user``.
    """
    try:
        owner = (base / "data").stat()
    except OSError:
        return Layout(base, unprivileged(UNPRIVILEGED))
    return Layout(base, Account(owner.st_uid, owner.st_gid, dropped=True))


def unprivileged(names: Iterable[str]) -> Account:
    """Return the first of the users that this system has; none is ever created.

    Raises:
        LedgerError: ``no_unprivileged_user``.
    """
    for name in names:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(user.pw_uid, user.pw_gid, dropped=True)
    raise LedgerError("no_unprivileged_user", names=list(names))


def socket_directory(layout: Layout, parents: Iterable[Path] | None = None) -> Path:
    """Return a directory for the server's socket: short, 0700, owned by the server's user.

    It is in the first of ``parents`` that exists and keeps the path short enough.

    Raises:
        LedgerError: ``socket_directory_unsafe`` if somebody else has put something in its place,
            ``socket_directory_missing``.
    """
    for parent in parents or socket_parents(layout.account):
        path = parent / _socket_directory_name(layout)
        if os.access(parent, os.W_OK) and len(os.fsencode(path / SOCKET_NAME)) <= SOCKET_PATH_MAX:
            return _made_safe(path, layout.account)
    raise LedgerError("socket_directory_missing")


def remove_socket_directory(layout: Layout, found: Path) -> None:
    """Remove the socket directory ``found`` of a server that has ended.

    The server's user wrote down where it is, and may have named any directory to root: nothing
    goes but a socket and its lock, from a directory that has our name.
    """
    if found.name == _socket_directory_name(layout):
        with suppress(OSError):
            for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
                (found / name).unlink(missing_ok=True)
            found.rmdir()


def socket_parents(account: Account) -> Iterator[Path]:
    """Yield where a socket directory may be made, the best first: closed to others, then short."""
    yield Path("/run") if account.dropped else Path("/run/user") / str(account.uid)
    yield Path(tempfile.gettempdir())
    yield Path("/tmp")  # noqa: S108 - made safe below, and short where the configured one is not


def _socket_directory_name(layout: Layout) -> str:
    return f"counterseal-{hashlib.sha256(os.fsencode(layout.base)).hexdigest()[:12]}"


def _made_safe(path: Path, account: Account) -> Path:
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    # in a directory that everybody may write to, this name may be somebody else's trap
    found = path.lstat()
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid in {account.uid, os.geteuid()}
    if not ours or stat.S_IMODE(found.st_mode) & 0o077:
        raise LedgerError("socket_directory_unsafe", path=str(path))
    os.chown(path, account.uid, account.gid, follow_symlinks=False)
    return path
