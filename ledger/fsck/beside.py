"""What is stored of a log beside its events and trees: commands, files, and what witnesses signed.

No tree covers it. It is held against what one does cover, as far as that goes without any key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final
from uuid import UUID

import msgspec
from msgspec import UNSET
from psycopg import sql
from psycopg.rows import TupleRow

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.fsck.broken import shown, shown_text
from ledger.fsck.fault import Fault, as_far_as_readable
from ledger.meta import read_meta
from ledger.proof.cosignature import verify_signature
from ledger.proof.note import parse_note, parse_signature_lines
from ledger.proof.vkey import VerifierKey
from ledger.rows import query_of
from ledger.stream import stream_id

_COMMANDS: Final = sql.SQL("""
    SELECT c.actor, c.key, c.first_position, c.last_position, c.recorded_at
    FROM ledger.commands AS c
    LEFT JOIN {events} AS f ON f.log_id = c.log_id AND f.position = c.first_position
    LEFT JOIN {events} AS l ON l.log_id = c.log_id AND l.position = c.last_position
    LEFT JOIN {events} AS b ON b.log_id = c.log_id AND b.position = c.first_position - 1
    LEFT JOIN {events} AS a ON a.log_id = c.log_id AND a.position = c.last_position + 1
    CROSS JOIN LATERAL (
        SELECT convert_to('"actor":"' || c.actor || '"', 'UTF8') AS actor,
            convert_to('"idempotency_key":"' || c.key || '"', 'UTF8') AS key) AS w
    WHERE c.log_id = %b AND (
        position(w.actor IN f.meta) > 0 AND position(w.key IN f.meta) > 0
        AND position(w.actor IN l.meta) > 0 AND position(w.key IN l.meta) > 0
        AND f.recorded_at = c.recorded_at AND c.last_position >= c.first_position
        AND octet_length(c.request_hmac) = 32 AND jsonb_typeof(c.resource_ids) = 'array'
        AND coalesce(position(w.actor IN b.meta) = 0 OR position(w.key IN b.meta) = 0, true)
        AND coalesce(position(w.actor IN a.meta) = 0 OR position(w.key IN a.meta) = 0, true)
    ) IS NOT TRUE ORDER BY c.first_position
""")
_BLOBS: Final = b"""
    SELECT keyed_sha256, sha256, sha256(bytes), octet_length(bytes) FROM ledger.blobs
    WHERE log_id = %b AND (
        sha256 = sha256(bytes) AND octet_length(keyed_sha256) = 32
        AND octet_length(bytes) >= 77 AND get_byte(bytes, 0) = 1
    ) IS NOT TRUE
"""
_NAMING: Final = sql.SQL("""
    SELECT e.position, e.meta FROM {events} AS e
    WHERE e.log_id = %b AND position(%b IN e.meta) > 0 ORDER BY e.position
""")
_THERE: Final = b"SELECT keyed_sha256 FROM ledger.blobs WHERE log_id = %b"
_FILES: Final = b'"files":['
_ANSWERED: Final = sql.SQL("""
    SELECT c.actor, c.key, c.first_position, c.resource_ids::text,
        array_agg(e.type ORDER BY e.position), array_agg(e.stream_id ORDER BY e.position)
    FROM ledger.commands AS c
    JOIN {events} AS e
        ON e.log_id = c.log_id AND e.position BETWEEN c.first_position AND c.last_position
    WHERE c.log_id = %b GROUP BY c.actor, c.key, c.first_position, c.resource_ids::text
""")
_COSIGNATURES: Final = b"""
    SELECT s.origin, s.size, s.witness, s.line, s.at, c.note
    FROM ledger.cosignatures AS s
    JOIN ledger.trees AS t ON t.origin = s.origin AND t.log_id = %b
    LEFT JOIN ledger.checkpoints AS c ON c.origin = s.origin AND c.size = s.size
"""


def check_beside(book: Book, witnesses: Sequence[VerifierKey] = ()) -> Iterator[Fault]:
    """Yield what does not fit. What witnesses signed is verified by the keys that are given.

    Raises:
        LedgerError: ``unavailable``.
    """
    parts = {
        "ledger.commands": _commands(book),
        "ledger.commands.resource_ids": _answers(book),
        "ledger.blobs": _blobs(book),
        "ledger.blobs and events": _gone(book),
        "ledger.cosignatures": _cosignatures(book, witnesses),
    }
    for where, faults in parts.items():
        yield from as_far_as_readable(faults, where)


def _commands(book: Book) -> Iterator[Fault]:
    log_id = book.published.log_id
    for row in book.rows.fetch(query_of(_COMMANDS, log_id), [log_id], raw=True):
        yield _of_command(row)


def _blobs(book: Book) -> Iterator[Fault]:
    for row in book.rows.fetch(_BLOBS, [book.published.log_id], raw=True):
        yield _of_blob(row)


def _answers(book: Book) -> Iterator[Fault]:
    """Yield each command whose answer names other streams than its events are in."""
    log_id = book.published.log_id
    for row in book.rows.fetch(query_of(_ANSWERED, log_id), [log_id]):
        actor, key, first, told, types, streams = row
        kinds = dict[UUID, str]()
        for stream, name in zip(streams, types, strict=True):
            kinds.setdefault(stream, name.partition(".")[0])
        if _named(log_id, told, kinds.values()) != [*kinds]:
            yield Fault(
                check="command",
                expected="the streams of its events",
                actual=told,
                position=first,
                where=f"command {key} of {actor}",
            )


def _named(log_id: UUID, told: str, kinds: Collection[str]) -> list[UUID]:
    """Return the streams of these kinds that an answer names; none if it names no so many."""
    try:
        names = msgspec.json.decode(told, type=list[str])
    except msgspec.MsgspecError:
        return []
    if len(names) != len(kinds):
        return []
    return [stream_id(log_id, kind, name) for kind, name in zip(kinds, names, strict=True)]


def _gone(book: Book) -> Iterator[Fault]:
    """Yield each file that the envelope of an event names and that is not there."""
    log_id = book.published.log_id
    naming = book.rows.fetch(query_of(_NAMING, log_id), [log_id, _FILES])
    there = (
        {bytes(digest) for (digest,) in book.rows.fetch(_THERE, [log_id])}
        if naming
        else set[bytes]()
    )
    for position, meta in naming:
        for digest in _files_of(meta):
            if bytes.fromhex(digest) not in there:
                yield Fault(
                    check="blob",
                    expected="a file that the event names",
                    actual="none",
                    position=position,
                    where=f"file {digest}",
                )


def _files_of(meta: bytes) -> tuple[str, ...]:
    try:
        files = read_meta(meta).files
    except LedgerError:  # what is no envelope is found by whoever hashes it
        return ()
    return () if files is UNSET else files


def _cosignatures(book: Book, witnesses: Sequence[VerifierKey]) -> Iterator[Fault]:
    keys = {(key.name, key.key_id): key for key in witnesses}
    for row in book.rows.fetch(_COSIGNATURES, [book.published.log_id], raw=True):
        if wrong := _of_line(row, keys):
            where = f"cosignature of {shown_text(row[0])} at size {row[1]} by {shown_text(row[2])}"
            expected = "signed by its witness"
            yield Fault(check="cosignature", expected=expected, actual=wrong, where=where)


def _of_command(row: TupleRow) -> Fault:
    actor, key, first, last, recorded_at = row
    return Fault(
        check="command",
        expected="what the events say of their command",
        actual=f"positions {first} to {last}, recorded at {recorded_at}",
        position=first if isinstance(first, int) and first > 0 else 0,
        where=f"command {shown_text(key)} of {shown_text(actor)}",
    )


def _of_blob(row: TupleRow) -> Fault:
    found_by, stored, computed, length = row
    same = stored == computed
    return Fault(
        check="blob",
        expected="a sealed file" if same else shown(stored),
        actual=f"{length} bytes" if same else shown(computed),
        where=f"file {shown(found_by)}",
    )


def _of_line(row: TupleRow, keys: dict[tuple[str, bytes], VerifierKey]) -> str:
    """Return what is wrong with a cosignature; empty if nothing is, as far as can be told."""
    line, at, note = row[3], row[4], row[5]
    try:
        (signature,) = parse_signature_lines((line or b"").decode("utf-8", "replace"))
        text = parse_note(note or b"").text
        key = keys.get((signature.name, signature.key_id))
        said = int.from_bytes(signature.value[:8])
        if key is not None:
            verify_signature(text, signature, key)
    except (LedgerError, ValueError) as wrong:
        return wrong.code if isinstance(wrong, LedgerError) else "note_malformed"
    return "" if said == at else f"at {at}, and signed at {said}"
