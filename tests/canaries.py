"""Looking for texts that are found nowhere else: in dumps, backups and folders, however written."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

from ledger.backup.dump import DUMP
from ledger.backup.tools import run_tool


def spellings(canary: str) -> Iterator[bytes]:
    """Yield a text as a file may have it: itself, in JSON's escapes, in hex, in base64."""
    for written in {canary, json.dumps(canary)[1:-1]}:
        octets = written.encode()
        yield octets
        yield octets.hex().encode()
        yield octets.hex().upper().encode()
        for before in range(3):
            # without the first and last letters, which depend on what stands beside
            yield b64encode(bytes(before) + octets)[4:-4]


def found_in(octets: bytes, canaries: Iterable[str]) -> set[str]:
    """Return which of these texts are somewhere in octets."""
    return {one for one in canaries if any(form in octets for form in spellings(one))}


def found_below(folder: Path, canaries: Iterable[str]) -> set[str]:
    """Return which of these texts are in a file below a folder, or in its name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    canaries = [*canaries]
    names = found_in("\n".join(map(str, files)).encode(), canaries)
    return names.union(*(found_in(path.read_bytes(), canaries) for path in files))


def dumped(dsn: str, folder: Path) -> bytes:
    """Return a whole database as ``pg_dump`` writes it, in plain SQL."""
    file = folder / "whole.sql"
    run_tool("pg_dump", dsn, ["--format=plain", f"--file={file}"])
    return file.read_bytes()


def restored_text(backup: Path) -> bytes:
    """Return the dump in a backup, unpacked."""
    file = backup.with_suffix(".sql")
    run_tool("pg_restore", "", [f"--file={file}", str(backup / DUMP)])
    return file.read_bytes()
