"""What somebody's own key is asked to sign, so that it can be certified; and whose word that takes.

A challenge is as those for passkeys: nothing is kept while it is open, and it is good for five
minutes, for whoever asked, in the same session or by the same key of a program.
"""

from __future__ import annotations

from aggregates.errors import RuleError
from aggregates.keyring.state import Keyring
from aggregates.vocabulary import Actor, OrganisationId, Sha256
from api.accounts.accounts import Accounts
from api.accounts.challenges import Challenge, Subject, new_challenge, open_challenge
from api.accounts.confirming import require_word_of


def key_challenge(accounts: Accounts, credential: str, edition: str) -> Challenge:
    """Return a challenge for a key with which somebody wants to sign in ``edition``."""
    return new_challenge(accounts.secrets, _subject(credential, edition), accounts.clock())


def require_key_challenge(accounts: Accounts, credential: str, edition: str, token: str) -> None:
    """Refuse a challenge that was not given for this, or too long ago.

    Raises:
        ApiError: ``challenge_stale``.
    """
    open_challenge(accounts.secrets, _subject(credential, edition), token, accounts.clock())


def require_own_or_word(
    accounts: Accounts, by: Actor, organisation: OrganisationId, keyring: Keyring, key: Sha256
) -> None:
    """Refuse unless ``by`` has the key, or looks after the people of who has.

    Raises:
        RuleError: ``unknown_key``.
        ApiError: as `require_word_of`.
    """
    own = keyring.keys.get(key)
    if own is None:
        raise RuleError("unknown_key", key=key)
    if (by.person, by.organisation) != (own.person, organisation):
        require_word_of(accounts, by, organisation)


def _subject(credential: str, edition: str) -> Subject:
    return Subject(purpose="own_key", session=credential, operation=edition)
