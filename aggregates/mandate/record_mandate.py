"""Record that an organisation gives a person the authority to bind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from aggregates.authority import check_acts_for_or_office
from aggregates.checks import (
    check_count,
    check_identifier,
    check_positive_money,
    check_sha256,
    check_some,
    check_window,
)
from aggregates.errors import RuleError
from aggregates.mandate.events import MandateRecorded, Scope
from aggregates.mandate.state import Mandate, evolve
from aggregates.vocabulary import (
    Command,
    Kind,
    MandateId,
    Money,
    OrganisationId,
    PersonId,
    Sha256,
)


class RecordMandate(Command, frozen=True, kw_only=True):
    """``person`` may bind ``organisation``; the fields are those of `MandateRecorded`."""

    mandate: MandateId
    organisation: OrganisationId
    person: PersonId
    instruments: tuple[Kind, ...]
    limit: Money | None
    joint: int = 1
    scope: tuple[Scope, ...] = ("sign",)
    valid_from: datetime
    valid_until: datetime
    evidence_sha256: Sha256


def record_mandate(mandate: Mandate, command: RecordMandate) -> Sequence[MandateRecorded]:
    """The organisation's own people record it, or an office does; verifying it comes after.

    Raises:
        RuleError: ``not_your_organisation``, ``mandate_exists`` with other facts,
            ``identifier_malformed``, ``list_empty``, ``currency_malformed``, ``not_positive``,
            ``decimal_not_canonical``, ``decimal_too_long``, ``count_too_small``,
            ``window_empty``, ``instant_not_utc``, ``sha256_malformed``.
    """
    check_acts_for_or_office(command.actor, command.organisation)
    _check_values(command)
    recorded = _recorded(command)
    if not mandate.id:
        return [recorded]
    if _as_recorded(mandate) == evolve(Mandate(), replace(recorded, by=mandate.recorded_by)):
        return []
    raise RuleError("mandate_exists", mandate=mandate.id)


def _check_values(command: RecordMandate) -> None:
    check_identifier("mandate", command.mandate)
    check_identifier("organisation", command.organisation)
    check_identifier("person", command.person)
    check_some("instruments", command.instruments)
    check_some("scope", command.scope)
    if command.limit is not None:
        check_positive_money("limit", command.limit)
    check_count("joint", command.joint)
    check_window(command.valid_from, command.valid_until)
    check_sha256("evidence_sha256", command.evidence_sha256)


def _recorded(command: RecordMandate) -> MandateRecorded:
    return MandateRecorded(
        at=command.at,
        mandate=command.mandate,
        organisation=command.organisation,
        person=command.person,
        instruments=tuple(sorted(set(command.instruments), key=lambda kind: kind.value)),
        limit=command.limit,
        joint=command.joint,
        scope=tuple(sorted(set(command.scope))),
        valid_from=command.valid_from,
        valid_until=command.valid_until,
        evidence_sha256=command.evidence_sha256,
        by=command.actor.person,
    )


def _as_recorded(mandate: Mandate) -> Mandate:
    return replace(mandate, verified_by="", revoked_at=None)
