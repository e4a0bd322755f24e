"""Erase what identifies a person: names, addresses, telephone number."""

from __future__ import annotations

from aggregates.aggregate import EventsByStream
from aggregates.errors import RuleError
from aggregates.log.erasing.events import PersonErased, Subject
from aggregates.log.erasing.ready import Erase, ready_to_erase
from aggregates.log.state import Log
from aggregates.log.streams import ERASURES
from aggregates.person.state import Person
from aggregates.vocabulary import PersonId


class ErasePerson(Erase, frozen=True, kw_only=True):
    """``person`` is whose key is destroyed."""

    person: PersonId


def erase_person(log: Log, person: Person, command: ErasePerson) -> EventsByStream:
    """The second person of the registry erases somebody who acts for nobody any more.

    What they signed stays with the papers that they signed, for as long as those must be kept.

    Raises:
        RuleError: as `ready_to_erase`; ``person_unknown``, ``posts_held``.
    """
    if person.registered is None:
        raise RuleError("person_unknown", person=command.person)
    proposal = ready_to_erase(log, Subject.PERSON, command.person, command)
    if proposal is None:
        return {}
    if person.posts:
        held = tuple(post.organisation for post in person.posts)
        raise RuleError("posts_held", organisations=held)
    erased = PersonErased(
        at=command.at,
        erasure=proposal.erasure,
        person=command.person,
        ground=proposal.ground,
        reference=proposal.reference,
        keys=command.keys,
        proposed_by=proposal.by,
        by=command.actor.person,
    )
    return {ERASURES: [erased]}
