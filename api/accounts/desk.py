"""The desk: somebody without a device signs in before an official, on a device of the fair.

The official looks at an identity document; its kind and its digest are recorded, never the document
itself. The official gets a short code and types it into the device for visitors: their own session
stays theirs. What the visitor then does, the official attests step by step.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from aggregates.vocabulary import Actor, PersonId, Role, Sha256
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.desk_notices import tell_received
from api.accounts.limits import require_origin_within
from api.accounts.links import Issue, issue, require_link
from api.accounts.people import Acts
from api.accounts.recovery_codes import normal_code
from api.accounts.security import Note, note
from api.accounts.sessions import DESK_LIFETIME, Beginning, SignedIn, begin_session, may_act
from api.accounts.vouching import DESK
from api.refusals import ApiError
from api.storage.links import Link, use_link

GROUPS: Final = 3
"""60 random bits, for five minutes and once."""

OFFICES: Final = frozenset(
    {Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY, Role.AUDITOR, Role.SYSTEM}
)
"""In which nobody acts at the desk: who sits there gets the code, and would get the office."""

DocumentType: TypeAlias = Literal["passport", "identity_card", "residence_permit"]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands before the official, as what they come, and what they showed."""

    person: PersonId
    acts: Acts
    document_type: DocumentType
    document_sha256: Sha256


def receive(accounts: Accounts, by: Actor, seen: Seen, visitor: Visitor) -> tuple[str, Link]:
    """Return the code for the visitors' device, and what stands behind it; the person is told.

    Raises:
        ApiError: ``not_vouched_for`` unless ``by`` sits at the desk; ``not_permitted`` for who
            comes in an office; ``four_eyes_at_desk`` for oneself; ``person_unlisted``,
            ``post_missing``.
    """
    if by.role not in DESK:
        raise ApiError("not_vouched_for")
    if by.person == seen.person:
        raise ApiError("four_eyes_at_desk")
    if seen.acts.role in OFFICES:
        raise ApiError("not_permitted")
    code = ids.written_code(GROUPS)
    with accounts.operations.transaction() as connection:
        if not may_act(connection, accounts, seen.person, seen.acts):
            acts = seen.acts
            raise ApiError("post_missing", organisation=acts.organisation, role=acts.role.value)
        wanted = Issue(
            kind="desk",
            person=seen.person,
            acts=seen.acts,
            by=by.person,
            language="en",
            document_type=seen.document_type,
            document_sha256=seen.document_sha256,
            desk=by.organisation,
        )
        link = issue(connection, accounts, wanted, normal_code(code))
        note(connection, accounts, _opened(by, seen, link, visitor))
        tell_received(connection, accounts, seen.person, by.organisation)
    return code, link


def sign_in_at_desk(accounts: Accounts, code: str, visitor: Visitor) -> SignedIn:
    """Begin the session of the visitor, on the device into which the code is typed.

    Raises:
        ApiError: ``link_unusable``, ``too_many_requests``, ``post_missing``.
    """
    require_origin_within(accounts, visitor)
    with accounts.operations.transaction() as connection:
        link = require_link(connection, accounts, normal_code(code), "desk")
        use_link(connection, link.id, accounts.clock())
        beginning = Beginning(
            person=link.person,
            method="desk",
            visitor=visitor,
            acts=Acts(organisation=link.organisation, role=Role(link.role)),
            attended_by=link.issued_by,
            desk=link.desk,
            lifetime=DESK_LIFETIME,
        )
        return begin_session(connection, accounts, beginning)


def _opened(by: Actor, seen: Seen, link: Link, visitor: Visitor) -> Note:
    return Note(
        what="desk_opened",
        person=seen.person,
        by=by.person,
        organisation=by.organisation,
        visitor=visitor,
        facts={
            "link": link.id,
            "document_type": seen.document_type,
            "document_sha256": seen.document_sha256,
        },
    )
