"""With the keys: every event and every file opened, as whoever may read it would.

What was erased stays closed, and is passed over. A file is what an event names by its digest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final
from uuid import UUID

from psycopg import sql

from ledger.blob import blob_lookup, open_blob
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.files.files import Files
from ledger.fsck.annexes import Owner, annexes_in, check_annexes
from ledger.fsck.broken import missing_in, shown, shown_text
from ledger.fsck.fault import Fault
from ledger.keys.store import Key
from ledger.payload import Place, open_payload
from ledger.rows import Row, query_of
from ledger.sealing import SEALED, kid_and_nonce

EVENTS_AT_ONCE: Final = 1_000
OCTETS_AT_ONCE: Final = 8 * 1024**2
"""Small files are asked for together: in memory are so many octets of them, and one file more."""
_DIGEST: Final = re.compile(rb'"([0-9a-f]{64})"')
_AFTER: Final = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND e.position > %b ORDER BY e.position LIMIT %b
""")
_NAMES: Final = b"""
    SELECT keyed_sha256, octet_length(bytes) FROM ledger.blobs
    WHERE log_id = %b ORDER BY keyed_sha256
"""
_BLOBS: Final = b"""
    SELECT keyed_sha256, bytes FROM ledger.blobs
    WHERE log_id = %b AND keyed_sha256 = ANY(%b) ORDER BY keyed_sha256
"""

Secrets = Callable[[bytes], bytes]


def check_contents(book: Book, secret_of: Secrets, files: Files | None = None) -> Iterator[Fault]:
    """Yield every event and file that does not open; ``secret_of`` is that of the key store.

    ``files`` are the annexes, where they are at hand.

    Raises:
        LedgerError: ``unavailable``, ``unreadable``, ``key_store_failed``.
    """
    named, annexes = dict[bytes, set[bytes]](), dict[Owner, set[bytes]]()
    yield from _events(book, secret_of, named, annexes)
    every = frozenset[bytes]().union(*named.values())
    log_id = book.published.log_id
    there = book.rows.fetch(_NAMES, [log_id])
    for names in _at_once(there):
        for found_by, stored in book.rows.fetch(_BLOBS, [log_id, names]):
            if wrong := _of_blob(_octets(found_by), _octets(stored), secret_of, named, every):
                expected, where = "a file that an event names", f"file {shown(found_by)}"
                yield Fault(check="blob", expected=expected, actual=wrong, where=where)
    if files is not None:
        yield from check_annexes(book, files, annexes, {_octets(one) for one, _ in there})


def _at_once(there: Sequence[tuple[bytes, int | None]]) -> Iterator[list[bytes]]:
    """Yield the names of the files to ask for together: ``there`` are all, with their sizes."""
    ends = accumulate(octets or 0 for _, octets in there)
    names = zip(there, ends, strict=True)
    for _, some in groupby(names, lambda one: one[1] // OCTETS_AT_ONCE):
        yield [name for (name, _), _ in some]


def _events(
    book: Book,
    secret_of: Secrets,
    named: dict[bytes, set[bytes]],
    annexes: dict[Owner, set[bytes]],
) -> Iterator[Fault]:
    """Yield the events that do not open.

    ``named`` gets the digests that those say which do, and ``annexes`` those of annexes.
    """
    log_id, position = book.published.log_id, 0
    query = query_of(_AFTER, log_id)
    while found := book.rows.fetch(query, [log_id, position, EVENTS_AT_ONCE], raw=True):
        for row in map(Row._make, found):
            position = row.position
            # what is not there, or no event at all, is found by whoever hashes it
            if missing_in(row) or row.payload[:1] != bytes([SEALED]):
                continue
            try:
                owner, plain = _opened(log_id, row, secret_of)
            except LedgerError as wrong:
                if wrong.code != "key_destroyed":
                    yield _of_event(row, wrong)
            else:
                digests = (bytes.fromhex(one.decode()) for one in _DIGEST.findall(plain))
                named.setdefault(owner.key.kid, set()).update(digests)
                if attached := annexes_in(plain):
                    annexes.setdefault(owner, set()).update(attached)


def _opened(log_id: UUID, row: Row, secret_of: Secrets) -> tuple[Owner, bytes]:
    """Return whose event it is, under which key, and what it says."""
    kid, _ = kid_and_nonce(row.payload)
    stream, name = _octets(row.stream_id), shown_text(row.type)
    plain = open_payload(secret_of, Place(log_id.bytes, stream, row.version, name), row.payload)
    return Owner(stream, Key(kid, secret_of(kid))), plain


def _of_blob(
    found_by: bytes,
    stored: bytes,
    secret_of: Secrets,
    named: dict[bytes, set[bytes]],
    every: frozenset[bytes],
) -> str:
    """Return what is wrong with a file; empty if nothing is, or if it was erased."""
    try:
        kid, _ = kid_and_nonce(stored)
        key = Key(kid, secret_of(kid))
        # of no stream's key: kept under that of the log, whichever event names it
        for digest in named.get(kid, every):
            if blob_lookup(key, digest) == found_by:
                open_blob(key, digest, stored)
                return ""
    except LedgerError as wrong:
        return "" if wrong.code == "key_destroyed" else wrong.code
    return "named by none"


def _of_event(row: Row, wrong: LedgerError) -> Fault:
    stream = _octets(row.stream_id).hex()
    return Fault(
        check="payload",
        expected="an event that opens",
        actual=wrong.code,
        position=row.position,
        where=f"{shown_text(row.type)}, version {row.version} of stream {stream}",
    )


def _octets(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
