"""A log that is watched: files in a folder or served, signed and witnessed at any size.

Its tree is the naive one of `proving`; of another one, every leaf behind ``forked_at`` is another.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from proving import CHAMBER, ORIGIN, REGULATOR, leaf, log_key, signed

from ledger.proof.checkpoint import Checkpoint
from ledger.proof.edge import Edge
from ledger.proof.note import note_bytes
from ledger.proof.signer import SignerKey
from ledger.proof.tiles import Tile, path_of

BOTH = (CHAMBER, REGULATOR)


class Tree:
    """A log's tree at one size."""

    def __init__(self, size: int, forked_at: int | None = None) -> None:
        self.size = size
        self._edge = Edge(0, lambda _: b"")
        same = size if forked_at is None else min(size, forked_at)
        leaves = b"".join(map(leaf, range(same))) + b"".join(
            leaf(number)[::-1] for number in range(same, size)
        )
        self.tiles = dict(self._edge.grow(leaves))

    def head(self, origin: str = ORIGIN) -> Checkpoint:
        """Return its head."""
        return Checkpoint(origin, self.size, self._edge.root())

    def note(
        self,
        *witnesses: SignerKey,
        origin: str = ORIGIN,
        key: SignerKey | None = None,
    ) -> bytes:
        """Return its head, signed, and cosigned by both unless others are named."""
        return note_bytes(
            signed(self.head(origin), *(witnesses or BOTH), key=key or log_key(origin))
        )

    def tile(self, tile: Tile) -> bytes:
        """Return a tile as it is served."""
        return self.tiles[tile]

    def put(self, folder: Path, note: bytes | None = None) -> Path:
        """Write its files into a folder, with its head or another one."""
        for tile, hashes in self.tiles.items():
            file = folder / path_of(tile)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(hashes)
        (folder / "checkpoint").write_bytes(self.note() if note is None else note)
        return folder


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with what is there, and with a fault where that is asked for."""
        if "fault" in self.path:
            self.send_error(500)
        else:
            super().do_GET()


@contextmanager
def served(folder: Path) -> Generator[str, None, None]:
    """Serve a folder on this machine; give its address."""
    handler = partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            serving.join()
