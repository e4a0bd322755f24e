"""Who somebody is to what they ask about, and what a line of the table of policies says."""

from __future__ import annotations

from enum import Enum

import msgspec

from aggregates.vocabulary import Role
from api.http.acting import COMMAND, READ


class Relation(Enum):
    """How somebody stands to what they ask about."""

    PUBLIC = "public"
    """Anybody, signed in or not."""
    SIGNED_IN = "signed_in"
    """Anybody who is signed in."""
    SELF = "self"
    """The person that it is about."""
    MEMBER = "member"
    """Who acts for the organisation that it is about."""
    PRINCIPAL = "principal"
    """Who acts for a principal of the deal."""
    PARTICIPANT = "participant"
    """Who acts for a participant of the deal: it sees what lists show, and what it was granted."""
    GRANTED_TIMELINE = "granted_timeline"
    """Who was let see what happened in the deal: a participant, or the organisers."""
    GRANTED_TERMS = "granted_terms"
    """Who was let read the terms of the deal."""
    GRANTED_PAPERS = "granted_papers"
    """Who was let read the papers of the deal."""
    FORMER = "former"
    """Who acts for a principal that has left the deal: its past up to then."""
    SPONSOR = "sponsor"
    """Who acts for the deal's sponsor."""
    INVITED = "invited"
    """Who acts for an organisation that is invited to the deal."""
    SEATED = "seated"
    """Who acts for the office of a witness, notary or official with a seat to sign."""
    APPROVER = "approver"
    """Who was asked for an approval of the deal's terms."""
    OFFICIAL = "official"
    ORGANISER = "organiser"
    REGISTRY = "registry"
    AUDITOR = "auditor"
    SYSTEM = "system"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Who may ask for an operation: one of ``relations``; of those whose role counts, ``roles``.

    ``scope`` is what an API key must be let do; ``step_up``: a session, shown anew shortly before.
    """

    relations: frozenset[Relation]
    roles: frozenset[Role] = frozenset()
    scope: str = READ
    step_up: bool = False


GRANTED = frozenset({Relation.GRANTED_TIMELINE, Relation.GRANTED_TERMS, Relation.GRANTED_PAPERS})
"""Relations that a side gives and takes."""

SIDES = GRANTED | {
    Relation.PRINCIPAL,
    Relation.PARTICIPANT,
    Relation.FORMER,
    Relation.SPONSOR,
    Relation.INVITED,
    Relation.MEMBER,
}
"""Relations by which a role in one's own organisation counts."""

OF_THE_ROLE = SIDES | {Relation.SIGNED_IN}
"""Relations that are of no use in a role that the rule does not name, where it names any."""

DOES_NOTHING = SIDES | {Relation.SEATED, Relation.APPROVER}
"""Relations that are of no use to an auditor but for reading."""

ALL_BUT_AUDITORS = tuple(role for role in Role if role not in {Role.AUDITOR, Role.SYSTEM})
"""The roles of those who write anything at all."""


OFFICES = frozenset({Relation.OFFICIAL, Relation.ORGANISER, Relation.REGISTRY, Relation.AUDITOR})
"""Who acts for the fair or the state, and so reads what is of others: it is noted."""


def may_read(*relations: Relation, roles: tuple[Role, ...] = ()) -> Rule:
    """Return the rule of a read."""
    return Rule(relations=frozenset(relations), roles=frozenset(roles), scope=READ)


def may_command(
    *relations: Relation,
    roles: tuple[Role, ...] = (),
    scope: str = COMMAND,
    step_up: bool = False,
) -> Rule:
    """Return the rule of a command."""
    return Rule(
        relations=frozenset(relations), roles=frozenset(roles), scope=scope, step_up=step_up
    )
