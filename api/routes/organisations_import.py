"""Organisations from a table: looked at first, then registered row by row."""

from __future__ import annotations

from inspect import getdoc

import msgspec
from msgspec.structs import replace

from aggregates.errors import RuleError
from aggregates.organisation import ORGANISATION
from aggregates.organisation.register_organisation import (
    RegisterOrganisation,
    register_organisation,
)
from aggregates.vocabulary import OrganisationId
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
from api.importing.organisations import Row, organisation_id, rows_of
from api.refusals import ApiError
from ledger.sources import One

router = Router("organisations")


class ImportOrganisations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A CSV with the columns ``key,legal_name,country,registration``, 1,000 rows at most.

    A dry run registers nothing, and says what would become of each row.
    """

    table: str
    dry_run: bool = True


class RowOutcome(RowTold, frozen=True, kw_only=True):
    """What became of a row, and which organisation it is about."""

    organisation: OrganisationId


class ImportOutcome(TableTold, frozen=True, kw_only=True):
    """What became of a table, row by row, and how many of each."""

    rows: tuple[RowOutcome, ...]


def import_organisations(asked: Asked, body: ImportOrganisations) -> ImportOutcome:
    """Register the organisations of a table, each row by itself: a fault in one stops no other.

    The same ``key`` is the same organisation in every table. What is registered with other facts
    is refused. Sent again, whole or in part, it registers nobody twice.

    Raises:
        ApiError: ``table_malformed``, ``idempotency_key_missing``.
    """
    asked.require_may(NOBODY)
    errand = errand_of(asked, in_registry, body)
    outcomes = tuple(_outcome(errand, row, dry=body.dry_run) for row in rows_of(body.table))
    return ImportOutcome(dry_run=body.dry_run, rows=outcomes, **counted(outcomes))


router.add(
    Operation(
        id="import_organisations",
        method="POST",
        path="/organisations/import_organisations",
        tag=router.tag,
        about=getdoc(import_organisations) or "",
        body=ImportOrganisations,
        answer=ImportOutcome,
        command=True,
        limit="heavy",
    ),
    import_organisations,
)


def _outcome(errand: Errand, row: Row, *, dry: bool) -> RowOutcome:
    registry = errand.asked.site.installation.identity.registry_log
    organisation = organisation_id(registry, row.key)
    told = RowOutcome(line=row.line, key=row.key, organisation=organisation, state="refused")
    try:
        return replace(told, state=_carried_out(errand, row, organisation, dry=dry))
    except (ApiError, RuleError) as wrong:
        return refused(told, wrong, errand.asked)


def _carried_out(errand: Errand, row: Row, organisation: OrganisationId, *, dry: bool) -> RowState:
    if row.fault is not None:
        raise row.fault
    sent = RegisterOrganisation(
        actor=errand.asked.actor,
        at=errand.asked.at,
        organisation=organisation,
        legal_name=row.legal_name,
        country=row.country,
        registration=row.registration,
    )
    check_codes(sent)
    source = One(ORGANISATION, organisation)
    if dry:
        events = register_organisation(errand.book.state(source), sent)
        return "new" if events else "already"
    context = context_of_row(errand, row.key, replace(row, fault=None, line=0))
    answer = errand.book.handle(source, register_organisation, sent, context)
    return state_of(answer)
