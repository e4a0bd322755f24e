"""Registering a person: what is said of them in clear, and the same under their own key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec

from aggregates.checks import check_name
from aggregates.person.events import DisplayOrder, PersonRegistered, Post
from aggregates.vocabulary import PersonId, Sealed
from api import ids
from api.accounts.addresses import normal_address
from api.contracts.people import FullName, Registered
from ledger.keys.store import Key
from signing.pki.subject import require_common_name
from signing.render.setting.coverage import require_covered


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be sealed. ``native_name`` is in its own script, ``latin_name`` as in a passport.

    Without a ``phone``, it is empty.
    """

    native_name: str
    latin_name: str
    email: str
    phone: str = ""


class Seals(msgspec.Struct, frozen=True, kw_only=True):
    """The particulars of a person, sealed."""

    native_name: Sealed
    latin_name: Sealed
    email: Sealed
    phone: Sealed | None


class NewPerson(Particulars, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is registered; ``posts`` are all that they hold."""

    person: PersonId = ""
    display_order: DisplayOrder
    posts: tuple[Post, ...]


def check_particulars(given: Particulars) -> None:
    """Refuse names that no paper could print or no certificate say, and an address that is none.

    Raises:
        RuleError: as `check_name`.
        SignatureError: ``uncovered_character``, ``name_unusable``.
        ApiError: ``address_malformed``.
    """
    for field, name in (("native_name", given.native_name), ("latin_name", given.latin_name)):
        check_name(field, name)
        require_covered(name, field)
    require_common_name(given.latin_name)
    if given.phone:
        check_name("phone", given.phone)
    normal_address(given.email)


def seals_of(
    registered: Registered, person: PersonId, given: Particulars, before: PersonRegistered | None
) -> Seals:
    """Return the particulars sealed: as they were before, where they say the same.

    Raises:
        LedgerError: ``key_destroyed`` when the person was erased.
    """
    if before is not None and _is_registered(registered, person, given, before):
        return Seals(
            native_name=before.native_name,
            latin_name=before.latin_name,
            email=before.email,
            phone=before.phone,
        )
    return _sealed(partial(registered.sealed, person), given)


def trial_seals(
    registered: Registered, person: PersonId, given: Particulars, before: PersonRegistered | None
) -> Seals:
    """Return the particulars as `seals_of` does, but under a key that is kept nowhere.

    For who wants to know what would be decided: nothing is left of it.
    """
    if before is not None:
        return seals_of(registered, person, given, before)
    key = Key(bytes.fromhex(ids.page_code()), ids.key())
    return _sealed(partial(registered.sealed_under, key, person), given)


def _sealed(seal: Callable[[str, str], Sealed], given: Particulars) -> Seals:
    return Seals(
        native_name=seal("native_name", given.native_name),
        latin_name=seal("latin_name", given.latin_name),
        email=seal("email", given.email),
        phone=seal("phone", given.phone) if given.phone else None,
    )


def _is_registered(
    registered: Registered, person: PersonId, given: Particulars, before: PersonRegistered
) -> bool:
    name = FullName(native=given.native_name, latin=given.latin_name)
    return (
        registered.name(person) == name
        and registered.opened_email(person, before.email) == given.email
        and registered.phone(person) == given.phone
    )
