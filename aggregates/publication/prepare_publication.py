"""Prepare a publication of the edition's figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import asdict

from aggregates.authority import check_role
from aggregates.checks import (
    check_count,
    check_currency,
    check_identifier,
    check_instant,
    check_sha256,
    check_text,
    check_zone,
)
from aggregates.errors import RuleError
from aggregates.publication.events import ChangeNote, PublicationId, PublicationPrepared
from aggregates.publication.state import Publications
from aggregates.publication.status import Status
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Rate, Role, Sha256

NOTE_MAX = 2_000


class PreparePublication(Command, frozen=True, kw_only=True):
    """What is to be published, by its digest, and what it carries.

    ``number`` is the one that the contents bear; they name the publication before it too.
    """

    publication: PublicationId
    edition: str
    number: int
    status: Status
    cut_off: datetime
    zone: str
    position: int
    figures_sha256: Sha256
    currency: str
    rates: tuple[Rate, ...]
    note: ChangeNote | None = None


def prepare_publication(
    publications: Publications, command: PreparePublication
) -> Sequence[PublicationPrepared]:
    """An official or the organiser prepares; one publication at a time waits to be signed off.

    Whatever follows another says what changed, and is not of an earlier position; what is
    provisional is of a later one. Once something was final, nothing follows but what is revised.

    Raises:
        RuleError: ``role_not_allowed``, ``id_taken``, ``publication_waits`` for another,
            ``publication_overtaken`` if another has the number, ``status_not_next``,
            ``change_note_missing``, ``change_note_of_first``, ``position_goes_back``,
            ``position_published`` for a provisional one of the same position, ``cut_off_ahead``,
            and the codes of the checks of identifiers, instants, zones, counts, digests,
            currencies and texts.
    """
    check_role(command.actor, Role.OFFICIAL, Role.ORGANISER)
    _check_values(command)
    prepared = _prepared(publications, command)
    known = publications.every.get(command.publication)
    if known is not None and known.waits and says_the_same(known.prepared, prepared):
        return []
    if known is not None:
        raise RuleError("id_taken", id=command.publication)
    _check_turn(publications, command)
    _check_position(publications, command)
    _check_note(publications, command.note)
    return [prepared]


def _check_values(command: PreparePublication) -> None:
    check_identifier("publication", command.publication)
    check_identifier("edition", command.edition)
    check_instant("cut_off", command.cut_off)
    check_zone("zone", command.zone)
    check_count("number", command.number)
    check_count("position", command.position)
    check_sha256("figures_sha256", command.figures_sha256)
    check_currency("currency", command.currency)
    if command.cut_off > command.at:
        raise RuleError("cut_off_ahead", cut_off=command.cut_off)


def _check_turn(publications: Publications, command: PreparePublication) -> None:
    waiting = publications.waiting
    if waiting is not None:
        raise RuleError("publication_waits", number=waiting.prepared.number)
    if command.number != publications.next_number:
        raise RuleError(
            "publication_overtaken", number=command.number, next=publications.next_number
        )
    if command.status not in publications.may_follow:
        allowed = tuple(status.value for status in Status if status in publications.may_follow)
        raise RuleError("status_not_next", status=command.status.value, allowed=allowed)


def _check_position(publications: Publications, command: PreparePublication) -> None:
    if publications.last is None:
        return
    standing = publications.last.prepared.position
    if command.position < standing:
        raise RuleError("position_goes_back", position=command.position, standing=standing)
    if command.position == standing and command.status is Status.PROVISIONAL:
        raise RuleError("position_published", position=standing)


def _check_note(publications: Publications, note: ChangeNote | None) -> None:
    first = publications.last is None
    if note is None and not first:
        raise RuleError("change_note_missing", number=publications.next_number)
    if note is not None and first:
        raise RuleError("change_note_of_first")
    if note is not None:
        check_text("note.en", note.en, longest=NOTE_MAX)
        check_text("note.zh", note.zh, longest=NOTE_MAX)


def _prepared(publications: Publications, command: PreparePublication) -> PublicationPrepared:
    facts = asdict(command)
    by = facts.pop("actor").person
    last = publications.last
    revises = "" if last is None else last.prepared.publication
    return PublicationPrepared(**facts, by=by, revises=revises)
