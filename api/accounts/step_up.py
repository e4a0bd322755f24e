"""Showing once more who one is, freshly, for one operation on one document.

A person's own second factor is asked for: a passkey signs a challenge that names operation and
document; or a one-time code. Who came by a link may use the code that the desk tells them; at the
desk, the official who sits there attests it. What comes out are bytes that the record of a consent
can name, with which anybody can see how the person was known.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from aggregates.canonical import canonical_bytes
from aggregates.vocabulary import PersonId
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.backoff import forgive, require_patience
from api.accounts.binding import bound, is_bound
from api.accounts.challenges import Subject, new_challenge, open_challenge
from api.accounts.limits import STEP_UP, require_within
from api.accounts.passkeys import assertion_options
from api.accounts.second_factor import take, understood
from api.accounts.secrets import token_sha256
from api.accounts.security import Note, note
from api.accounts.sessions import SignedIn, change_session
from api.accounts.sign_in import Answered, Asking, proved
from api.accounts.spoken_codes import take_spoken
from api.refusals import ApiError
from api.storage import sessions as storage
from api.storage.accounts import account_of, passkeys_of
from api.storage.operations import Transaction
from api.storage.sessions import Session, StepUp

FRESH: Final = timedelta(minutes=5)


class What(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody is about to do: ``operation`` is an endpoint's id; the document if any.

    ``deal`` and ``seat``, a signature field, are those of what is signed; both are empty where
    nothing is, and the seat where one has but one.
    """

    operation: str
    document_sha256: str = ""
    deal: str = ""
    seat: str = ""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey's answer, or a code; the code is a one-time code, or one that the desk told."""

    passkey: Answered | None = None
    code: str = ""

    def __repr__(self) -> str:
        """Return nothing of it."""
        return "Proof()"


def ask_step_up(accounts: Accounts, session: Session, what: What) -> Asking | None:
    """Return what a browser needs to show it with a passkey; None if the person has none."""
    with accounts.operations.transaction() as connection:
        passkeys = [found.credential for found in passkeys_of(connection, session.person)]
    if not passkeys:
        return None
    challenge = new_challenge(accounts.secrets, _subject(session, what), accounts.clock())
    options = assertion_options(accounts.place, challenge, passkeys)
    return Asking(challenge=challenge.token, options=options)


def step_up(
    accounts: Accounts, session: Session, what: What, proof: Proof, visitor: Visitor
) -> tuple[SignedIn, StepUp]:
    """Take the proof and return the session under a new token: the one before counts no longer.

    Raises:
        ApiError: ``credentials_refused``, ``challenge_stale``, ``too_many_requests``,
            ``session_unknown`` if it ended meanwhile.
    """
    require_within(accounts, STEP_UP, session.id.encode())
    require_patience(accounts, "step_up", session.id.encode())
    with accounts.operations.transaction() as connection:
        facts = _facts(connection, accounts, session, what, proof)
        if facts is not None:
            forgive(connection, accounts, "step_up", session.id.encode())
            return _kept(connection, accounts, session, what, facts, visitor)
    with accounts.operations.transaction() as connection:
        entry = Note(
            what="step_up_refused", person=session.person, session=session.id, visitor=visitor
        )
        note(connection, accounts, entry)
    raise ApiError("credentials_refused")


def attest_presence(
    accounts: Accounts, official: PersonId, visit: Session, what: What, visitor: Visitor
) -> StepUp:
    """Note that an official sees the person of a session at the desk do ``what``.

    The official MUST have stepped up themselves. The session keeps its token: it is not theirs.

    Raises:
        ApiError: ``not_at_your_desk`` unless the session is one that this official attends.
    """
    if visit.method != "desk" or visit.attended_by != official:
        raise ApiError("not_at_your_desk")
    facts = {"method": "desk", "official": official, "desk": visit.desk}
    with accounts.operations.transaction() as connection:
        made = _put(connection, accounts, visit, what, facts)
        change_session(connection, accounts, visit.id, stepped_up_until=made.expires_at)
        entry = Note(
            what="presence_attested",
            person=visit.person,
            by=official,
            session=visit.id,
            visitor=visitor,
            facts={"operation": what.operation, "document_sha256": what.document_sha256},
        )
        note(connection, accounts, entry)
        return made


def spend_step_up(accounts: Accounts, session: str, what: What) -> StepUp:
    """Take the fresh proof for ``what``, once. Call it before carrying ``what`` out.

    Raises:
        ApiError: ``step_up_needed``; ``signing_barred`` in the day after a recovery.
    """
    at = accounts.clock()
    with accounts.operations.transaction() as connection:
        place = what.operation, what.document_sha256, what.deal, what.seat
        found = storage.use_step_up(connection, session, place, at)
        if found is None or not is_bound(accounts.secrets, found):
            raise ApiError("step_up_needed")
        _require_not_barred(connection, found.person, at)
        return found


def require_not_barred(accounts: Accounts, person: PersonId) -> None:
    """Refuse who has come back into their account by others' help the day before.

    Raises:
        ApiError: ``signing_barred`` with the instant until which.
    """
    with accounts.operations.transaction() as connection:
        _require_not_barred(connection, person, accounts.clock())


def _require_not_barred(connection: Transaction, person: PersonId, at: datetime) -> None:
    account = account_of(connection, person)
    barred = account.no_signing_until if account else None
    if barred is not None and at < barred:
        raise ApiError("signing_barred", until=barred)


def _facts(
    connection: Transaction, accounts: Accounts, session: Session, what: What, proof: Proof
) -> dict[str, str] | None:
    """Return how the person was known, for the evidence; None if they were not."""
    if proof.passkey is not None:
        return _by_passkey(connection, accounts, session, what, proof.passkey)
    account = account_of(connection, session.person)
    code = understood(accounts, account, proof.code, accounts.clock())
    if account is not None and code.factor == "totp" and take(connection, account, code):
        return {"method": "totp", "step": str(code.step)}
    if session.method == "link":
        by = take_spoken(connection, accounts, session.person, proof.code)
        return None if by is None else {"method": "spoken_code", "told_by": by}
    return None


def _by_passkey(
    connection: Transaction, accounts: Accounts, session: Session, what: What, answered: Answered
) -> dict[str, str] | None:
    subject = _subject(session, what)
    challenge = open_challenge(accounts.secrets, subject, answered.challenge, accounts.clock())
    try:
        with connection.transaction():
            person, evidence = proved(connection, accounts, challenge, answered.passkey)
    except ApiError:
        return None
    if person != session.person:
        return None
    return {"method": "passkey", "statement": challenge.statement.decode(), **evidence.told()}


def _kept(
    connection: Transaction,
    accounts: Accounts,
    session: Session,
    what: What,
    facts: Mapping[str, str],
    visitor: Visitor,
) -> tuple[SignedIn, StepUp]:
    token = ids.token()
    made = _put(connection, accounts, session, what, facts)
    change_session(
        connection,
        accounts,
        session.id,
        token_sha256=token_sha256(token),
        stepped_up_until=made.expires_at,
    )
    entry = Note(
        what="stepped_up",
        person=session.person,
        session=session.id,
        visitor=visitor,
        facts={"method": made.method, "operation": what.operation},
    )
    note(connection, accounts, entry)
    return SignedIn(token=token, session=session), made


def _put(
    connection: Transaction,
    accounts: Accounts,
    session: Session,
    what: What,
    facts: Mapping[str, str],
) -> StepUp:
    at = accounts.clock()
    made = StepUp(
        id=ids.new_id(at),
        session=session.id,
        person=session.person,
        operation=what.operation,
        document_sha256=what.document_sha256,
        deal=what.deal,
        seat=what.seat,
        method=facts["method"],
        evidence=_evidence(session, what, facts, at),
        proved_at=at,
        expires_at=at + FRESH,
    )
    bound_to_us = bound(accounts.secrets, made)
    storage.put_step_up(connection, bound_to_us)
    return bound_to_us


def _evidence(session: Session, what: What, facts: Mapping[str, str], at: datetime) -> bytes:
    """Return who showed to be present for what, when, and how it was known (RFC 8785)."""
    return canonical_bytes(
        {
            "format": "counterseal/presence/v2",
            "person": session.person,
            "session": session.id,
            "operation": what.operation,
            "document_sha256": what.document_sha256,
            "deal": what.deal,
            "seat": what.seat,
            "at": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            **facts,
        }
    )


def _subject(session: Session, what: What) -> Subject:
    return Subject(
        purpose="step_up",
        session=session.id,
        operation=what.operation,
        document_sha256=what.document_sha256,
        deal=what.deal,
        seat=what.seat,
    )
