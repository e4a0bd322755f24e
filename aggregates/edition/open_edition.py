"""Open an edition: the first event of its log's own stream."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_day, check_identifier, check_name, check_zone
from aggregates.deal.policy import Policy
from aggregates.edition.events import EditionOpened
from aggregates.edition.policy_form import check_policy
from aggregates.edition.state import Edition
from aggregates.errors import RuleError
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Role


class OpenEdition(Command, frozen=True, kw_only=True):
    """The fields are those of `EditionOpened`."""

    edition: str
    name: str
    first_day: str
    last_day: str
    zone: str
    holidays: tuple[str, ...] = ()
    code_lists: dict[str, str]
    policy: Policy


def open_edition(edition: Edition, command: OpenEdition) -> Sequence[EditionOpened]:
    """The organiser opens an edition, once.

    Raises:
        RuleError: ``role_not_allowed``, ``edition_exists`` with other facts, ``edition_too_short``
            if it ends before it begins, ``identifier_malformed``, ``day_malformed``,
            ``zone_malformed``, and the codes of `check_name` and `check_policy`.
    """
    check_role(command.actor, Role.ORGANISER)
    _check_values(command)
    opened = _opened(command)
    if edition.opened is None:
        return [opened]
    if says_the_same(opened, edition.opened):
        return []
    raise RuleError("edition_exists", edition=command.edition)


def _check_values(command: OpenEdition) -> None:
    check_identifier("edition", command.edition)
    check_name("name", command.name)
    check_day("first_day", command.first_day)
    check_day("last_day", command.last_day)
    if command.last_day < command.first_day:
        raise RuleError("edition_too_short", first_day=command.first_day, last_day=command.last_day)
    check_zone("zone", command.zone)
    for day in command.holidays:
        check_day("holidays", day)
    for code_list, version in command.code_lists.items():
        check_name("code_lists", code_list)
        check_name("code_lists", version)
    check_policy(command.policy)


def _opened(command: OpenEdition) -> EditionOpened:
    return EditionOpened(
        at=command.at,
        edition=command.edition,
        name=command.name,
        first_day=command.first_day,
        last_day=command.last_day,
        zone=command.zone,
        holidays=tuple(sorted(set(command.holidays))),
        code_lists=dict(sorted(command.code_lists.items())),
        policy=command.policy,
        by=command.actor.person,
    )
