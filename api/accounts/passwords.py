"""Passwords, hashed with argon2id (RFC 9106) by two threads: sign-ins cannot take it all."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Final

import msgspec
from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error, InvalidHashError

from api import ids
from api.refusals import ApiError

THREADS: Final = 2
WAITING_MAX: Final = 64
"""How many may wait for the two threads; who comes after is sent away, to come back later."""


class Strength(msgspec.Struct, frozen=True, kw_only=True):
    """What one hash costs: ``memory_kib`` KiB, ``passes`` over them, in one lane.

    The memory and the passes are those of RFC 9106 section 4, second recommendation.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3


class Checked(msgspec.Struct, frozen=True):
    """Whether a password was right, and its hash of today's strength if it had another."""

    right: bool
    rehashed: str | None = None


class Passwords:
    """Makes and checks hashes. A check costs the same whether there is an account or not."""

    def __init__(self, strength: Strength | None = None) -> None:
        """Hash with ``strength``; the default unless somebody has a reason."""
        cost = strength or Strength()
        self._hasher = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=1, type=Type.ID
        )
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="passwords")
        self._waiting = BoundedSemaphore(THREADS + WAITING_MAX)
        self._nobodys = _nobodys(cost)

    def hashed(self, password: str) -> str:
        """Return the hash under which a password is kept, with its salt and its strength.

        Raises:
            ApiError: ``service_unavailable`` when too many wait.
        """
        with self._place():
            return self._threads.submit(self._hasher.hash, normal_password(password)).result()

    def check(self, encoded: str | None, password: str) -> Checked:
        """Return whether ``password`` is the one of ``encoded``; never, if that is None.

        Raises:
            ApiError: ``service_unavailable`` when too many wait.
        """
        with self._place():
            return self._threads.submit(self._check, encoded, normal_password(password)).result()

    def close(self) -> None:
        """Stop the threads."""
        self._threads.shutdown()

    def _check(self, encoded: str | None, normal: str) -> Checked:
        try:
            self._hasher.verify(encoded or self._nobodys, normal)
        except (Argon2Error, InvalidHashError):
            return Checked(right=False)
        if encoded is None:
            return Checked(right=False)
        outdated = self._hasher.check_needs_rehash(encoded)
        return Checked(right=True, rehashed=self._hasher.hash(normal) if outdated else None)

    def _place(self) -> _Place:
        return _Place(self._waiting)


def _nobodys(cost: Strength) -> str:
    """Return what is compared with where there is no account: it costs as much, and none fits it.

    It was not made by hashing, which would be the dearest of all that a process does at its start:
    of 256 random bits nobody finds a password.
    """
    salt, digest = (b64encode(made).rstrip(b"=").decode() for made in (ids.salt(), ids.key()))
    return f"$argon2id$v=19$m={cost.memory_kib},t={cost.passes},p=1${salt}${digest}"


class _Place:
    """A place in the queue, while it is used."""

    def __init__(self, waiting: BoundedSemaphore) -> None:
        self._waiting = waiting

    def __enter__(self) -> None:
        if not self._waiting.acquire(blocking=False):
            raise ApiError("service_unavailable")

    def __exit__(self, *_: object) -> None:
        self._waiting.release()


def normal_password(password: str) -> str:
    """Return a password as it is hashed: NFKC, for keyboards spell one sign in several ways.

    Source: NIST SP 800-63B section 5.1.1.2.
    """
    return unicodedata.normalize("NFKC", password)
