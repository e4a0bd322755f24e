"""Register one of the two people with whom a registry begins, and who give all other offices.

There is nobody yet who could propose or confirm anything: the operator's own command does this once
and no interface offers it. The log says so for ever.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.person.events import PersonRegistered
from aggregates.person.offices import check_offices
from aggregates.person.register_person import RegisterPerson, registration
from aggregates.person.state import Person
from aggregates.vocabulary import Role


def register_founder(person: Person, command: RegisterPerson) -> Sequence[PersonRegistered]:
    """Who founds a registry is of the registry, and holds at once what they hold.

    Raises:
        RuleError: ``role_not_allowed``, ``office_by_two`` for offices of who is not of the
            registry; as `registration`.
    """
    check_role(command.actor, Role.REGISTRY)
    if all(Role.REGISTRY not in post.roles for post in command.posts):
        check_offices(command.actor, (), command.posts)
    return registration(person, command)
