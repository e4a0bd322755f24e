"""Keys in one append-only file, wrapped by a key-encryption key that comes from outside.

A key is appended and never moved; to destroy it, its slot is overwritten in place by a tombstone
(see `slots`). What the storage below keeps of overwritten blocks (copies on write, worn cells, a
file system's journal) is out of a program's reach: it holds nothing but keys that are wrapped.

Writers and readers of several processes exclude each other by flock(2) on the file, for some
microseconds. Waiting for the disk happens outside that lock, so that many keys share one wait.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import LedgerError
from ledger.keys.contents import Contents, live_key
from ledger.keys.slots import (
    KEY_BYTES,
    NOBODY,
    SLOT_BYTES,
    Slot,
    Wrapping,
    changes_in,
    changes_now,
    header,
)
from ledger.keys.store import Key
from ledger.private_files import require_private, write_new
from ledger.sealing import KID_BYTES

NEVER_READ = -1
NEVER_HERE = b"?"
"""Stands for the secret of a key that only another copy of this store has held."""


class FileKeyStore:
    """The keys in ``path``, which is made when absent; ``kek`` is the key-encryption key.

    All of them are unwrapped in one pass when the store is opened. What other processes add or
    destroy later is seen at the next call. Implements `KeyStore`.

    Raises:
        LedgerError: ``kek_malformed``, ``kek_wrong``, ``key_store_malformed``,
            ``key_store_damaged``, ``key_store_failed``, ``file_exposed``,
            ``file_unwritable``.
    """

    def __init__(self, path: Path, kek: bytes) -> None:
        self._path = path
        self._wrapping = Wrapping(kek)
        if not path.exists():
            write_new(path, header(self._wrapping.check, 0))
        self._durable = 0
        self._contents = Contents(NEVER_READ)
        with self._locked(fcntl.LOCK_SH) as descriptor:
            require_private(descriptor, path)
            self._read(descriptor)
            self._header = mmap.mmap(descriptor, SLOT_BYTES, access=mmap.ACCESS_READ)

    def stream_key(self, log_id: bytes, stream_id: bytes) -> Key:
        """Return the key of a stream; see `KeyStore`."""
        return self._key(self._wrapping.owner(b"stream", log_id, stream_id))

    def person_key(self, person: str) -> Key:
        """Return the key of what identifies a person; see `KeyStore`."""
        return self._key(self._wrapping.owner(b"person", person.encode()))

    def retention_key(self, log_id: bytes) -> Key:
        """Return the key of a log's executed documents; see `KeyStore`."""
        return self._key(self._wrapping.owner(b"retention", log_id))

    def secret(self, kid: bytes) -> bytes:
        """Return the secret of a key; see `KeyStore`."""
        slot = self._current().slots.get(kid) or self._refreshed().slots.get(kid)
        if slot is None:
            raise LedgerError("key_unknown", kid=kid.hex())
        return slot.secret or live_key(slot).secret

    def destroy(self, kid: bytes) -> None:
        """Destroy a key for ever; see `KeyStore`. Raises also ``kid_malformed``."""
        if len(kid) != KID_BYTES:
            raise LedgerError("kid_malformed", length=len(kid))
        with self._locked(fcntl.LOCK_EX) as descriptor:
            contents = self._read(descriptor)
            slot = contents.slots.get(kid, Slot(contents.end, NOBODY, kid, NEVER_HERE))
            if slot.secret:
                # the count first: who dies in between has made the others look once in vain, where
                # the other way round they would never hear of the tombstone
                _write(descriptor, header(self._wrapping.check, contents.changes + 1), 0)
                _write(descriptor, self._wrapping.tombstone(slot.owner, kid), slot.at)
            # also for a tombstone that is there already: its writer may not have come so far
            os.fsync(descriptor)
            self._read(descriptor)

    def _key(self, owner: bytes) -> Key:
        contents = self._current()
        if owner not in contents.kid_of:
            contents = self._made(owner)
        slot = contents.slots[contents.kid_of[owner]]
        key = live_key(slot)
        if slot.at >= self._durable:
            self._make_durable(contents.end)
        return key

    def _made(self, owner: bytes) -> Contents:
        """Append a key for ``owner``, unless another process was faster. Not durable yet."""
        with self._locked(fcntl.LOCK_EX) as descriptor:
            contents = self._read(descriptor)
            if owner not in contents.kid_of:
                key = Key(secrets.token_bytes(KID_BYTES), secrets.token_bytes(KEY_BYTES))
                _write(descriptor, self._wrapping.live(owner, key), contents.end)
                contents = self._read(descriptor)
            return contents

    def _make_durable(self, end: int) -> None:
        # also for what others have appended: they may not have waited for the disk yet
        with self._opened() as descriptor:
            os.fsync(descriptor)
        self._durable = max(self._durable, end)

    def _current(self) -> Contents:
        """Return what we know, unless somebody has overwritten a slot since."""
        contents = self._contents
        return contents if changes_now(self._header) == contents.changes else self._refreshed()

    def _refreshed(self) -> Contents:
        with self._locked(fcntl.LOCK_SH) as descriptor:
            return self._read(descriptor)

    def _read(self, descriptor: int) -> Contents:
        """Return what the file holds: all of it, or what is new at its end. Needs the lock."""
        changes = changes_in(os.pread(descriptor, SLOT_BYTES, 0), self._wrapping.check)
        contents = self._contents if self._contents.changes == changes else Contents(changes)
        start = contents.end
        # a slot that is cut short was being written when its process died, and named to nobody
        length = (os.fstat(descriptor).st_size - start) // SLOT_BYTES * SLOT_BYTES
        raw = os.pread(descriptor, length, start)
        contents.add(self._wrapping.slots(raw, start), start + len(raw))
        self._contents = contents
        return contents

    @contextmanager
    def _locked(self, mode: int) -> Generator[int, None, None]:
        """Yield a descriptor of its own on which the lock is held: threads exclude each other."""
        with self._opened() as descriptor:
            try:
                fcntl.flock(descriptor, mode)
                yield descriptor
            finally:
                # a copy of the descriptor (a map of the file, a forked child) must not keep it
                fcntl.flock(descriptor, fcntl.LOCK_UN)

    @contextmanager
    def _opened(self) -> Generator[int, None, None]:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                yield descriptor
            finally:
                os.close(descriptor)
        except OSError as wrong:
            path, reason = str(self._path), wrong.strerror
            raise LedgerError("key_store_failed", path=path, reason=reason) from None


def _write(descriptor: int, slot: bytes, at: int) -> None:
    if os.pwrite(descriptor, slot, at) != len(slot):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
