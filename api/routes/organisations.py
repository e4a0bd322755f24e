"""Organisations of the registry: registered by themselves or an office, verified by an official."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from aggregates.organisation import ORGANISATION
from aggregates.organisation.events import OrganisationRegistered, OrganisationVerified
from aggregates.organisation.register_organisation import (
    RegisterOrganisation,
    register_organisation,
)
from aggregates.organisation.verify_organisation import VerifyOrganisation, verify_organisation
from aggregates.vocabulary import OrganisationId, PersonId, Sha256
from api.http.asked import NOBODY, Asked
from api.http.commands import command, in_registry
from api.http.evidence import MEDIA, evidence_reply
from api.http.guard import require_related
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.sources import stream_named
from api.refusals import ApiError
from ledger.recorded import Recorded
from ledger.sources import One

router = Router("organisations")

_by_id: Final = stream_named(ORGANISATION, "organisation")


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """Who compared the facts with the extract of this digest, for which office, and when."""

    office: OrganisationId
    by: PersonId
    at: datetime
    evidence_sha256: Sha256


class OrganisationNow(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as it is registered.

    ``version`` is what ``If-Match`` cites, ``position`` that of its last event in the registry's
    log. ``country`` is ISO 3166-1, ``registration`` as in certificates: ``NTRPL-0000912345``.
    """

    organisation: OrganisationId
    legal_name: str
    country: str
    registration: str
    registered_at: datetime
    verification: Verification | None
    version: int
    position: int


command(
    router,
    register_organisation,
    RegisterOrganisation,
    path="/organisations/register_organisation",
    place=in_registry,
    streams=_by_id,
    fresh=("organisation",),
    if_match=False,
)
command(
    router,
    verify_organisation,
    VerifyOrganisation,
    path="/organisations/{organisation}/verify_organisation",
    place=in_registry,
    streams=_by_id,
)


@router.get("/organisations/{organisation}", answer=OrganisationNow)
def read_organisation(asked: Asked) -> Reply:
    """Return the registered facts of an organisation, and who verified them.

    Raises:
        ApiError: ``organisation_unlisted``.
    """
    asked.require_may(NOBODY)
    now = organisation_now(_history(asked))
    return Reply(content=now, etag=now.version, cache=ASK_AGAIN)


@router.get("/organisations/{organisation}/extract", answer=bytes, media=MEDIA)
def read_extract(asked: Asked) -> Reply:
    """Return the extract of the public register with which an organisation was verified.

    Raises:
        ApiError: ``organisation_unlisted``, ``evidence_unlisted`` where it was not handed in.
    """
    registry, source = asked.site.installation.registry, _source(asked)
    require_related(asked, registry.state(source))
    verified = organisation_now(_history(asked)).verification
    if verified is None:
        raise ApiError("evidence_unlisted", sha256="")
    return evidence_reply(registry, source, verified.evidence_sha256)


def organisation_now(history: list[Recorded]) -> OrganisationNow:
    """Return an organisation by what happened to it, its registration first."""
    registered, verification = history[0].event, None
    assert isinstance(registered, OrganisationRegistered)  # noqa: S101 - nothing comes before it
    for one in history:
        if isinstance(one.event, OrganisationVerified):
            verification = Verification(
                office=one.event.office,
                by=one.event.by,
                at=one.event.at,
                evidence_sha256=one.event.evidence_sha256,
            )
    return OrganisationNow(
        organisation=registered.organisation,
        legal_name=registered.legal_name,
        country=registered.country,
        registration=registered.registration,
        registered_at=registered.at,
        verification=verification,
        version=history[-1].version,
        position=history[-1].position,
    )


def _source(asked: Asked) -> One[object]:
    return One(ORGANISATION, asked.path["organisation"])


def _history(asked: Asked) -> list[Recorded]:
    history = asked.site.installation.registry.events(_source(asked))
    if not history:
        raise ApiError("organisation_unlisted", organisation=asked.path["organisation"])
    return history
