"""Where a log's files are: below an address that serves them, or in a folder (C2SP tlog-tiles).

Nothing of it is trusted; how much is read is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import SplitResult, urlsplit

from ledger.errors import LedgerError
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.note import NOTE_BYTES_MAX
from ledger.proof.policy import Policy
from ledger.proof.tiles import TILE_WIDTH, Tile, path_of
from ledger.watching.rotated import ROTATIONS, ROTATIONS_BYTES_MAX, rotations_bytes

CHECKPOINT: Final = "checkpoint"
FIRST: Final = "1"
"""The number of a log's first tree, whose origin has none."""
SECONDS: Final = 10.0
"""So long an answer is waited for."""
_OK: Final = 200
_NOT_THERE: Final = frozenset({404, 410})


class Files(Protocol):
    """The files below one place."""

    def read(self, path: str, most: int) -> bytes | None:
        """Return at most so many bytes of a file; None if it is not there.

        Raises:
            LedgerError: ``log_out_of_reach``.
        """
        ...

    def widths(self, tile: Tile) -> Iterator[int]:
        """Yield the widths at which a tile may be there, its own first."""
        ...

    def below(self, name: str) -> Files:
        """Return the files below a name."""
        ...


class LogPlace:
    """The files of one log. ``name`` is what the place is called in sentences."""

    def __init__(self, name: str, files: Files) -> None:
        self.name = name
        self._files = files

    def checkpoint(self) -> bytes:
        """Return the head.

        Raises:
            LedgerError: ``log_out_of_reach``.
        """
        note = self._files.read(CHECKPOINT, NOTE_BYTES_MAX + 1)
        if note is None:
            raise _away(self.name, "it has no checkpoint")
        return note

    def rotations(self) -> bytes:
        """Return what the log says of its rotations, as it is shown; nothing of none.

        Raises:
            LedgerError: ``log_out_of_reach``.
        """
        return self._files.read(ROTATIONS, ROTATIONS_BYTES_MAX) or rotations_bytes(())

    def tree(self, origin: str) -> LogPlace:
        """Return where the tree of an origin is that grows no more: below its number."""
        number = origin.rpartition("/")[2]
        name = number if number.isdecimal() else FIRST
        return LogPlace(f"{self.name}/{name}", self._files.below(name))

    def tile(self, tile: Tile) -> bytes:
        """Return the hashes of a tile; of one that has grown since, its beginning.

        Raises:
            LedgerError: ``tile_missing``, ``log_out_of_reach``.
        """
        for width in self._files.widths(tile):
            path, length = path_of(Tile(tile.level, tile.index, width)), width * HASH_BYTES
            hashes = self._files.read(path, length + 1)
            if hashes is not None:
                return hashes[: tile.width * HASH_BYTES] if len(hashes) == length else hashes
        raise LedgerError("tile_missing", origin=self.name, path=path_of(tile))


def place_of_log(where: str, policy: Policy) -> LogPlace:
    """Return a log's place: an address, a folder, or the origin of a log whose address is known.

    Raises:
        LedgerError: ``log_place_unknown``.
    """
    if where.startswith(("http://", "https://")):
        return LogPlace(where, _Served(where))
    if Path(where).is_dir():
        return LogPlace(where, _Kept(Path(where)))
    for log in policy.logs:
        if log.key.name == where and log.url:
            return LogPlace(log.url, _Served(log.url))
    raise LedgerError("log_place_unknown", place=where)


class _Kept:
    """A copy in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str, most: int) -> bytes | None:
        try:
            with (self._folder / path).open("rb") as opened:
                return opened.read(most)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as wrong:
            raise _away(str(self._folder), str(wrong.strerror)) from wrong

    def widths(self, tile: Tile) -> Iterator[int]:
        """Yield its own width, then wider ones that are there: the copy may be of a later head."""
        yield tile.width
        if tile.width < TILE_WIDTH:
            beside = (self._folder / path_of(tile)).parent
            names = [file.name for file in beside.iterdir()] if beside.is_dir() else []
            found = sorted(int(name) for name in names if name.isdecimal() and len(name) < 4)
            yield from (width for width in found if tile.width < width < TILE_WIDTH)
            yield TILE_WIDTH

    def below(self, name: str) -> _Kept:
        return _Kept(self._folder / name)


class _Served:
    """What is below an address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def read(self, path: str, most: int) -> bytes | None:
        try:
            return self._asked(urlsplit(self._url), path, most)
        except (OSError, HTTPException, ValueError) as wrong:
            raise _away(self._url, str(wrong) or type(wrong).__name__) from wrong

    def widths(self, tile: Tile) -> Iterator[int]:
        """Yield its own width, then the whole: a part may be gone when that is there."""
        yield from dict.fromkeys((tile.width, TILE_WIDTH))

    def below(self, name: str) -> _Served:
        return _Served(f"{self._url.rstrip('/')}/{name}")

    def _asked(self, address: SplitResult, path: str, most: int) -> bytes | None:
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=SECONDS)
        try:
            connection.request("GET", f"{address.path.rstrip('/')}/{path}")
            return self._taken(connection.getresponse(), most)
        finally:
            connection.close()

    def _taken(self, answer: HTTPResponse, most: int) -> bytes | None:
        if answer.status in _NOT_THERE:
            return None
        if answer.status != _OK:
            raise _away(self._url, f"it answered {answer.status}")
        return answer.read(most)


def _away(place: str, reason: str) -> LedgerError:
    return LedgerError("log_out_of_reach", place=place, reason=reason)
