"""Keys with which somebody's programs act for them: for one organisation, in one role, in bounds.

A key never signs: that takes a person. It ends with the post that it was made in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from aggregates.vocabulary import PersonId
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.binding import bound
from api.accounts.people import Acts
from api.accounts.secrets import token_sha256
from api.accounts.security import Note, note
from api.accounts.sessions import may_act
from api.refusals import ApiError
from api.storage import keys as storage
from api.storage.keys import Key

PREFIX: Final = "counterseal_"
"""What every key begins with, so that programs which look for leaked keys find ours."""
KEYS_MAX: Final = 20
LONGEST: Final = timedelta(days=366)
SCOPES: Final = frozenset({"read", "command"})
"""The groups of operations that a key may be let do."""

_LABEL_MAX = 100


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A key to be made; ``label`` is for its owner to know it by."""

    label: str
    scopes: tuple[str, ...]
    expires_at: datetime


class NewKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key, with its secret, which is shown this once."""

    secret: str
    key: Key

    def __repr__(self) -> str:
        """Return the key without its secret."""
        return f"NewKey(key={self.key.id!r})"


def make_key(
    accounts: Accounts, person: PersonId, acts: Acts, wanted: Wanted, visitor: Visitor
) -> NewKey:
    """Make a key that acts as its person does now.

    Raises:
        ApiError: ``scope_unlisted``, ``validity_malformed``, ``post_missing``,
            ``program_keys_too_many``.
    """
    at, secret = accounts.clock(), PREFIX + ids.token()
    _check(wanted, at)
    key = Key(
        id=ids.new_id(at),
        person=person,
        person_stream=accounts.people.stream(person),
        organisation=acts.organisation,
        role=acts.role.value,
        label=wanted.label[:_LABEL_MAX],
        scopes=sorted(set(wanted.scopes)),
        created_at=at,
        expires_at=wanted.expires_at,
        secret_sha256=token_sha256(secret),
    )
    with accounts.operations.transaction() as connection:
        if not may_act(connection, accounts, person, acts):
            raise ApiError("post_missing", organisation=acts.organisation, role=acts.role.value)
        if sum(_counts(other, at) for other in storage.keys_of(connection, person)) >= KEYS_MAX:
            raise ApiError("program_keys_too_many", most=KEYS_MAX)
        storage.put_key(connection, bound(accounts.secrets, key))
        entry = Note(
            what="key_made",
            person=person,
            organisation=acts.organisation,
            visitor=visitor,
            facts={"key": key.id, "scopes": " ".join(key.scopes)},
        )
        note(connection, accounts, entry)
    return NewKey(secret=secret, key=key)


def own_keys(accounts: Accounts, person: PersonId) -> Sequence[Key]:
    """Return somebody's keys, the newest first, also those that count no longer."""
    with accounts.operations.transaction() as connection:
        return storage.keys_of(connection, person)


def revoke_key(accounts: Accounts, person: PersonId, key: str, visitor: Visitor) -> None:
    """Revoke one of somebody's keys, from the next request on.

    Raises:
        ApiError: ``program_key_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        if not storage.revoke_key(connection, person, key, accounts.clock()):
            raise ApiError("program_key_unlisted")
        entry = Note(what="key_revoked", person=person, visitor=visitor, facts={"key": key})
        note(connection, accounts, entry)


def _check(wanted: Wanted, at: datetime) -> None:
    if not wanted.scopes:
        raise ApiError("scope_unlisted", scope="")
    for scope in wanted.scopes:
        if scope not in SCOPES:
            raise ApiError("scope_unlisted", scope=scope)
    if not at < wanted.expires_at <= at + LONGEST:
        raise ApiError("validity_malformed")


def _counts(key: Key, at: datetime) -> bool:
    return key.revoked_at is None and at < key.expires_at
