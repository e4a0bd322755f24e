"""Whose word a post awaits: its organisation's administrators', or an office's while there is none.

See `aggregates.person.confirmations`. Who looks after the accounts of an organisation is kept here
and not in the log, so here it is decided whom the rules may be asked by, and who hears of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aggregates.vocabulary import Actor, OrganisationId, PersonId
from api.accounts.accounts import Accounts
from api.accounts.vouching import administrators_in, require_administers
from api.mail.notices import write_to
from api.refusals import ApiError
from api.storage.asking import note_told
from api.storage.operations import Transaction
from ledger.errors import LedgerError

PAGE: Final = "/settings/people"
_NOBODY: Final = frozenset({"person_unlisted", "key_destroyed"})


def require_word_of(accounts: Accounts, by: Actor, organisation: OrganisationId) -> None:
    """Refuse unless ``by`` is the one whose word a post in ``organisation`` awaits.

    Raises:
        ApiError: ``not_administrator`` for others of the organisation; ``administrators_decide``
            for an office where the organisation has administrators of its own.
    """
    with accounts.operations.transaction() as connection:
        if by.organisation == organisation:
            require_administers(connection, accounts, by, organisation)
        elif _acting_administrators(connection, accounts, organisation):
            raise ApiError("administrators_decide", organisation=organisation)


def tell_administrators(accounts: Accounts, asked: Iterable[tuple[int, OrganisationId]]) -> None:
    """Write to the administrators of each organisation that a post awaits their word.

    What they are asked stands at a position of the registry's log: of each they hear once.
    """
    with accounts.operations.transaction() as connection:
        for position, organisation in asked:
            if not note_told(connection, f"post:{position}", accounts.clock()):
                continue
            for person in _acting_administrators(connection, accounts, organisation):
                write_to(connection, accounts, person, "post_awaits", PAGE)


def _acting_administrators(
    connection: Transaction, accounts: Accounts, organisation: OrganisationId
) -> list[PersonId]:
    """Return those administrators of an organisation who still act for it."""
    found = administrators_in(connection, accounts, organisation)
    return [person for person in found if _acts_for(accounts, person, organisation)]


def _acts_for(accounts: Accounts, person: PersonId, organisation: OrganisationId) -> bool:
    try:
        return any(post.organisation == organisation for post in accounts.people.posts(person))
    except (ApiError, LedgerError) as gone:
        if gone.code not in _NOBODY:
            raise
        return False
