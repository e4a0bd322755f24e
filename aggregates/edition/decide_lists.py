"""Decide the lists by which an edition counts its deals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from aggregates.authority import check_role
from aggregates.checks import (
    check_identifier,
    check_language,
    check_name,
    check_positive,
    check_some,
    check_text,
)
from aggregates.edition.events import ListsDecided
from aggregates.edition.lists import CeremonyItem, ListEntry, Lists
from aggregates.edition.state import Edition
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Role


class DecideLists(Command, frozen=True, kw_only=True):
    """From now on ``lists`` are those of ``edition``, all of them."""

    edition: str
    lists: Lists
    reason: str


def decide_lists(edition: Edition, command: DecideLists) -> Sequence[ListsDecided]:
    """The organiser decides them, and says why; they are numbered from 1.

    Raises:
        RuleError: ``role_not_allowed``, ``edition_unknown``, ``entry_twice``, ``entry_dropped``
            if an earlier code is not there any more, ``session_unknown``, ``bands_unordered``,
            ``identifier_malformed``, ``language_malformed``, ``list_empty``, ``not_positive``, and
            the codes of `check_name` and `check_text`.
    """
    check_role(command.actor, Role.ORGANISER)
    check_text("reason", command.reason)
    if edition.opened is None:
        raise RuleError("edition_unknown", edition=command.edition)
    _check_form(command.lists)
    _check_kept(edition.lists, command.lists)
    if edition.lists == command.lists:
        return []
    return [
        ListsDecided(
            at=command.at,
            number=edition.lists_number + 1,
            lists=command.lists,
            reason=command.reason,
            by=command.actor.person,
        )
    ]


def _check_form(lists: Lists) -> None:
    for name, entries in _named(lists):
        for entry in entries:
            _check_entry(f"lists.{name}", entry)
        codes = [entry.code for entry in entries]
        for code in codes:
            if codes.count(code) > 1:
                raise RuleError("entry_twice", list=name, entry=code)
    sessions = {entry.code for entry in lists.sessions}
    for item in lists.items:
        if item.session not in sessions:
            raise RuleError("session_unknown", session=item.session, item=item.code)
    _check_bands(lists.size_bands)


def _check_entry(field: str, entry: ListEntry | CeremonyItem) -> None:
    check_identifier(field, entry.code)
    check_some(f"{field}.names", entry.names)
    for language, name in entry.names.items():
        check_language(field, language)
        check_name(field, name)


def _check_bands(bands: Sequence[str]) -> None:
    check_some("lists.size_bands", bands)
    for band in bands:
        check_positive("lists.size_bands", band)
    for lower, upper in pairwise(bands):
        if Decimal(lower) >= Decimal(upper):
            raise RuleError("bands_unordered", lower=lower, upper=upper)


def _check_kept(before: Lists, now: Lists) -> None:
    for (name, old), (_, new) in zip(_named(before), _named(now), strict=True):
        there = {entry.code for entry in new}
        for entry in old:
            if entry.code not in there:
                raise RuleError("entry_dropped", list=name, entry=entry.code)


def _named(lists: Lists) -> tuple[tuple[str, Sequence[ListEntry | CeremonyItem]], ...]:
    return (
        ("themes", lists.themes),
        ("delegations", lists.delegations),
        ("sessions", lists.sessions),
        ("items", lists.items),
    )
