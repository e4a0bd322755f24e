"""Take another e-mail address; that it is theirs, they have shown before it comes here."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_sealed
from aggregates.errors import RuleError
from aggregates.person.events import EmailChanged
from aggregates.person.state import Person
from aggregates.vocabulary import Command, PersonId, Sealed


class ChangeEmail(Command, frozen=True, kw_only=True):
    """``email`` is sealed as at registration. Sent again, it MUST carry the same seal."""

    person: PersonId
    email: Sealed


def change_email(person: Person, command: ChangeEmail) -> Sequence[EmailChanged]:
    """A person changes their own address: nobody else does, whatever their office.

    Raises:
        RuleError: ``person_unknown``, ``not_the_person``, ``sealed_malformed``.
    """
    if person.registered is None:
        raise RuleError("person_unknown", person=command.person)
    if command.actor.person != person.registered.person:
        raise RuleError("not_the_person", person=command.person)
    check_sealed("email", command.email)
    if person.email == command.email:
        return []
    return [EmailChanged(at=command.at, email=command.email, by=command.actor.person)]
