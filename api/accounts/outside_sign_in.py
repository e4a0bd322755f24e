"""Coming in by an account elsewhere, which stands for a password: the second factor stays ours.

Only where the operator takes a provider's word that it has asked for one, none is asked for here.
Presence before a signature is shown here in any case.
"""

from __future__ import annotations

from typing import Final

import msgspec

from aggregates.vocabulary import PersonId
from api.accounts.accounts import Accounts, Visitor
from api.accounts.backoff import forgive, require_patience
from api.accounts.binding import counts
from api.accounts.challenges import Subject, new_challenge, open_challenge
from api.accounts.departures import SECOND_MAX, Departure, Recognised, new_seed, spent
from api.accounts.limits import SIGN_IN, require_origin_within, require_within
from api.accounts.outside import subject_hmac
from api.accounts.passkeys import assertion_options
from api.accounts.second_factor import take, understood
from api.accounts.security import Note, note
from api.accounts.sessions import Beginning, SignedIn, begin_session
from api.accounts.sign_in import Answered, Asking, proved
from api.accounts.step_up import Proof
from api.outside.outside import Identity
from api.refusals import ApiError
from api.storage.accounts import account_of, passkeys_of
from api.storage.limits import use_challenge
from api.storage.operations import Transaction
from api.storage.outside import OutsideLink, outside_link, use_outside_link

METHOD: Final = "outside"
"""How a session says that it began so."""


class Second(msgspec.Struct, frozen=True, kw_only=True):
    """By what somebody who was recognised can show the second factor: passkey, code of an app."""

    passkey: Asking | None
    code: bool


def come_back(
    accounts: Accounts, departure: Departure, identity: Identity, visitor: Visitor
) -> SignedIn | Recognised:
    """Begin a session for whose account elsewhere this is, or ask for the second factor yet.

    Raises:
        ApiError: ``outside_unlinked`` if it is nobody's; ``too_many_requests``; ``post_missing``.
    """
    hashed = subject_hmac(accounts, identity.issuer, identity.subject)
    require_within(accounts, SIGN_IN, hashed)
    with accounts.operations.transaction() as connection:
        found = counts(accounts.secrets, outside_link(connection, hashed))
        if found is None:
            raise ApiError("outside_unlinked")
        if identity.second_factor:
            return _begun(connection, accounts, found, visitor)
    return Recognised(
        provider=departure.provider,
        person=found.person,
        link=hashed.hex(),
        seed=new_seed(),
        expires_at=int((accounts.clock() + SECOND_MAX).timestamp()),
        onward=departure.onward,
    )


def ask_second(accounts: Accounts, recognised: Recognised) -> Second:
    """Return by what somebody can show the second factor. Nothing is kept of it.

    Raises:
        ApiError: ``outside_unlinked`` if there is no such account any more.
    """
    with accounts.operations.transaction() as connection:
        account = account_of(connection, recognised.person)
        passkeys = [one.credential for one in passkeys_of(connection, recognised.person)]
    if account is None:
        raise ApiError("outside_unlinked")
    has_app = account.totp_sealed is not None
    if not passkeys:
        return Second(passkey=None, code=has_app)
    challenge = new_challenge(accounts.secrets, _subject(recognised), accounts.clock())
    options = assertion_options(accounts.place, challenge, passkeys)
    return Second(passkey=Asking(challenge=challenge.token, options=options), code=has_app)


def show_second(
    accounts: Accounts, recognised: Recognised, proof: Proof, visitor: Visitor
) -> SignedIn:
    """Begin a session for who was recognised, and has shown the second factor.

    Raises:
        ApiError: ``credentials_refused``, ``challenge_stale``, ``departure_stale`` if it was used,
            ``outside_unlinked`` if it was unlinked meanwhile, ``too_many_requests``,
            ``post_missing``.
    """
    require_origin_within(accounts, visitor)
    who = recognised.person.encode()
    require_within(accounts, SIGN_IN, who)
    require_patience(accounts, METHOD, who)
    with accounts.operations.transaction() as connection:
        hashed = bytes.fromhex(recognised.link)
        found = counts(accounts.secrets, outside_link(connection, hashed))
        if found is None or found.person != recognised.person:
            raise ApiError("outside_unlinked")
        if _is_shown(connection, accounts, recognised, proof):
            if not use_challenge(connection, *spent(accounts.secrets, recognised)):
                raise ApiError("departure_stale")
            forgive(connection, accounts, METHOD, who)
            return _begun(connection, accounts, found, visitor)
    raise _refused(accounts, recognised.person, visitor)


def _is_shown(
    connection: Transaction, accounts: Accounts, recognised: Recognised, proof: Proof
) -> bool:
    if proof.passkey is not None:
        return _is_signed(connection, accounts, recognised, proof.passkey)
    account = account_of(connection, recognised.person)
    code = understood(accounts, account, proof.code, accounts.clock())
    return account is not None and take(connection, account, code)


def _is_signed(
    connection: Transaction, accounts: Accounts, recognised: Recognised, answered: Answered
) -> bool:
    """Return whether a passkey of theirs has signed; one of somebody else's does not do."""
    subject, at = _subject(recognised), accounts.clock()
    challenge = open_challenge(accounts.secrets, subject, answered.challenge, at)
    try:
        with connection.transaction():
            person, _ = proved(connection, accounts, challenge, answered.passkey)
    except ApiError:
        return False
    return person == recognised.person


def _begun(
    connection: Transaction, accounts: Accounts, found: OutsideLink, visitor: Visitor
) -> SignedIn:
    use_outside_link(connection, found.id, accounts.clock())
    beginning = Beginning(person=found.person, method=METHOD, visitor=visitor)
    return begin_session(connection, accounts, beginning)


def _refused(accounts: Accounts, person: PersonId, visitor: Visitor) -> ApiError:
    with accounts.operations.transaction() as connection:
        note(connection, accounts, Note(what="sign_in_refused", person=person, visitor=visitor))
    return ApiError("credentials_refused")


def _subject(recognised: Recognised) -> Subject:
    return Subject(purpose="sign_in", session=f"outside:{recognised.seed}")
