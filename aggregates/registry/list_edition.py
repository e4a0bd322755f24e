"""Put an edition on the list."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_identifier, check_name
from aggregates.errors import RuleError
from aggregates.registry.events import EditionListed
from aggregates.registry.state import Registry
from aggregates.vocabulary import Command, Role


class ListEdition(Command, frozen=True, kw_only=True):
    """``edition`` is the id of its log, ``name`` what people call it."""

    edition: str
    name: str


def list_edition(registry: Registry, command: ListEdition) -> Sequence[EditionListed]:
    """The registry or the organiser lists an edition, under a name that stays.

    Raises:
        RuleError: ``role_not_allowed``, ``edition_exists`` under another name,
            ``identifier_malformed``, and the codes of `check_name`.
    """
    check_role(command.actor, Role.REGISTRY, Role.ORGANISER)
    check_identifier("edition", command.edition)
    check_name("name", command.name)
    known = registry.editions.get(command.edition)
    if known == command.name:
        return []
    if known is not None:
        raise RuleError("edition_exists", edition=command.edition)
    by = command.actor.person
    return [EditionListed(at=command.at, edition=command.edition, name=command.name, by=by)]
