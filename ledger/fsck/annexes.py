"""The annexes that frames name: each is in the store of large files, or is a file of the log."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple
from uuid import UUID

from ledger.blob import blob_lookup
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.files.files import Files
from ledger.files.store import Place
from ledger.fsck.fault import Fault
from ledger.keys.store import Key

_NAMED: Final = re.compile(rb'"annexes":\[((?:"[0-9a-f]{64}",?)+)\]')
_DIGEST: Final = re.compile(rb"[0-9a-f]{64}")


class Owner(NamedTuple):
    """A stream, and the key under which its files are."""

    stream_id: bytes
    key: Key


def annexes_in(plain: bytes) -> list[bytes]:
    """Return the digest of each annex that an event names."""
    lists = b" ".join(_NAMED.findall(plain))
    return [bytes.fromhex(digest.decode()) for digest in _DIGEST.findall(lists)]


def check_annexes(
    book: Book, files: Files, named: Mapping[Owner, set[bytes]], in_log: Collection[bytes]
) -> Iterator[Fault]:
    """Yield each annex that is named and not there as a whole; every byte of it is read.

    ``in_log`` are the keyed digests of the files of the log.
    """
    log_id = book.published.log_id
    for owner, digests in named.items():
        place = Place(log_id, UUID(bytes=owner.stream_id))
        for digest in sorted(digests):
            if blob_lookup(owner.key, digest) in in_log:
                continue
            if wrong := _read(files, place, digest):
                yield Fault(
                    check="annex",
                    expected="an annex that a frame names",
                    actual=wrong,
                    where=f"SHA-256 {digest.hex()}, stream {owner.stream_id.hex()}",
                )


def _read(files: Files, place: Place, digest: bytes) -> str:
    """Return what is wrong with an annex; empty if nothing is."""
    try:
        with files.opened(place, digest) as plain:
            for _ in plain.pieces(0, plain.length):
                pass
    except LedgerError as wrong:
        return wrong.code
    return ""
