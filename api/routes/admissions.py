"""Admissions: who takes part in an edition, by the facts of the registry."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.admission import ADMISSION
from aggregates.admission.admit_organisation import AdmitOrganisation, admit_organisation
from aggregates.admission.state import Admission
from aggregates.organisation import ORGANISATION
from aggregates.vocabulary import OrganisationId
from api.contracts.prepared import Prepared, Streams
from api.http.asked import NOBODY, Asked
from api.http.commands import in_edition, prepared_command
from api.http.errand import Errand
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.refusals import ApiError
from ledger.recorded import Answer
from ledger.sources import One

router = Router("editions")


class Admit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is admitted. The facts are the registry's, as they stand now."""

    organisation: OrganisationId


class AdmissionNow(msgspec.Struct, frozen=True, kw_only=True):
    """An admission: the facts as the registry had them at ``registry_position``."""

    organisation: OrganisationId
    legal_name: str
    country: str
    registration: str
    registry_position: int
    admitted_at: datetime
    version: int


def _admit(errand: Errand, body: Admit) -> tuple[Streams, Answer]:
    source = One(ADMISSION, body.organisation)
    state, before = errand.look(source)
    if state is None:
        return source, before
    sent = _with_facts(errand.asked, body.organisation, state)
    prepared = Prepared(streams=source, decision=admit_organisation, command=sent)
    return source, errand.carried_out(prepared)


prepared_command(
    router,
    admit_organisation,
    Admit,
    _admit,
    path="/editions/{edition}/admissions/admit_organisation",
    place=in_edition,
)


@router.get("/editions/{edition}/admissions/{organisation}", answer=AdmissionNow)
def read_admission(asked: Asked) -> Reply:
    """Return how an organisation was admitted to an edition.

    Raises:
        ApiError: ``edition_unlisted``, ``admission_unlisted``.
    """
    asked.require_may(NOBODY)
    organisation = asked.path["organisation"]
    book = asked.site.places.edition(asked.path["edition"])
    loaded = book.load(One(ADMISSION, organisation))
    admitted = loaded.state.admitted
    if admitted is None:
        raise ApiError("admission_unlisted", organisation=organisation)
    now = AdmissionNow(
        organisation=organisation,
        legal_name=admitted.legal_name,
        country=admitted.country,
        registration=admitted.registration,
        registry_position=admitted.registry_position,
        admitted_at=admitted.at,
        version=loaded.versions[organisation],
    )
    return Reply(content=now, etag=now.version, cache=ASK_AGAIN)


def _with_facts(asked: Asked, organisation: OrganisationId, before: Admission) -> AdmitOrganisation:
    """Return the command with the registry's facts, at one position of its log.

    Raises:
        ApiError: ``organisation_unlisted``.
    """
    registry = asked.site.installation.registry
    admitted = before.admitted
    # sent again it says the same: what has been copied, was copied then
    position = registry.head() if admitted is None else admitted.registry_position
    found = registry.state(One(ORGANISATION, organisation), position).registered
    if found is None:
        raise ApiError("organisation_unlisted", organisation=organisation)
    return AdmitOrganisation(
        actor=asked.actor,
        at=asked.at,
        organisation=organisation,
        legal_name=found.legal_name,
        country=found.country,
        registration=found.registration,
        registry_position=position,
    )
