"""People from a table: looked at first, then registered row by row."""

from __future__ import annotations

from inspect import getdoc

import msgspec
from msgspec.structs import replace

from aggregates.errors import RuleError
from aggregates.person import PERSON
from aggregates.person.register_person import RegisterPerson, register_person
from aggregates.person.state import Person
from aggregates.vocabulary import PersonId
from api.contracts.people import Registered
from api.contracts.registering import NewPerson, check_particulars, seals_of, trial_seals
from api.http.asked import NOBODY, Asked
from api.http.codes import check_codes
from api.http.commands import in_registry
from api.http.errand import Errand, errand_of
from api.http.operation import Operation
from api.http.router import Router
from api.importing.errands import (
    RowState,
    RowTold,
    TableTold,
    context_of_row,
    counted,
    refused,
    state_of,
)
from api.importing.people import Row, rows_of
from api.refusals import ApiError
from api.routes.people import tell_who_decides
from ledger.errors import LedgerError
from ledger.sources import One
from signing.errors import SignatureError

router = Router("people")


class ImportPeople(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A CSV of 1,000 rows at most; a dry run registers nobody, and says what would become of each.

    Its columns are ``key,native_name,latin_name,display_order,email,phone,organisation,roles``:
    ``organisation`` is an id, or the key by which a table of organisations calls it, ``roles`` have
    spaces between.
    """

    table: str
    dry_run: bool = True


class PersonOutcome(RowTold, frozen=True, kw_only=True):
    """What became of a row, and whom it is about."""

    person: PersonId


class PeopleOutcome(TableTold, frozen=True, kw_only=True):
    """What became of a table, row by row, and how many of each."""

    rows: tuple[PersonOutcome, ...]


def import_people(asked: Asked, body: ImportPeople) -> PeopleOutcome:
    """Register the people of a table, each row by itself: a fault in one stops no other.

    The same ``key`` is the same person in every table. Who is registered with other facts is
    refused. Sent again, whole or in part, it registers nobody twice.

    Raises:
        ApiError: ``table_malformed``, ``idempotency_key_missing``.
    """
    asked.require_may(NOBODY)
    errand = errand_of(asked, in_registry, body)
    rows = rows_of(body.table, asked.site.installation.identity.registry_log)
    outcomes = tuple(_outcome(errand, row, dry=body.dry_run) for row in rows)
    return PeopleOutcome(dry_run=body.dry_run, rows=outcomes, **counted(outcomes))


router.add(
    Operation(
        id="import_people",
        method="POST",
        path="/people/import_people",
        tag=router.tag,
        about=getdoc(import_people) or "",
        body=ImportPeople,
        answer=PeopleOutcome,
        command=True,
        limit="heavy",
    ),
    import_people,
)


def _outcome(errand: Errand, row: Row, *, dry: bool) -> PersonOutcome:
    told = PersonOutcome(line=row.line, key=row.key, person=row.person, state="refused")
    try:
        return replace(told, state=_carried_out(errand, row, dry=dry))
    except (ApiError, RuleError, SignatureError) as wrong:
        return refused(told, wrong, errand.asked)
    except LedgerError as wrong:
        if wrong.code != "key_destroyed":  # who was erased; anything else is no fault of the row
            raise
        return refused(told, wrong, errand.asked)


def _carried_out(errand: Errand, row: Row, *, dry: bool) -> RowState:
    if row.new is None:
        raise row.fault or ApiError("row_malformed")
    registered, source = Registered(errand.asked.site.installation), One(PERSON, row.person)
    check_particulars(row.new)
    check_codes(row.new)
    for post in row.new.posts:
        registered.organisation(post.organisation)
    before = errand.book.state(source)
    sent = _sent(errand.asked, registered, row.new, before, dry=dry)
    if dry:
        return "new" if register_person(before, sent) else "already"
    context = context_of_row(errand, row.key, row.new)
    answer = errand.book.handle(source, register_person, sent, context)
    tell_who_decides(errand.asked, answer)
    return state_of(answer)


def _sent(
    asked: Asked, registered: Registered, new: NewPerson, before: Person, *, dry: bool
) -> RegisterPerson:
    seal = trial_seals if dry else seals_of
    seals = seal(registered, new.person, new, before.registered)
    return RegisterPerson(
        actor=asked.actor,
        at=asked.at,
        person=new.person,
        native_name=seals.native_name,
        latin_name=seals.latin_name,
        email=seals.email,
        phone=seals.phone,
        display_order=new.display_order,
        posts=new.posts,
    )
