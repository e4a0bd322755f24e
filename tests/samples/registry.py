"""Samples of what happens in the registry's log: organisations, people, the list of editions."""

from __future__ import annotations

from aggregates.organisation.events import OrganisationRegistered, OrganisationVerified
from aggregates.person.events import (
    ConfirmationAsked,
    DisplayOrder,
    EmailChanged,
    OfficeGiven,
    OfficeProposalWithdrawn,
    OfficeProposed,
    PersonAssigned,
    PersonRegistered,
    Post,
    PostConfirmed,
    PostRefused,
)
from aggregates.registry.events import EditionListed
from aggregates.vocabulary import Role
from samples.world import WISLA, at, digest, sealed

EVENTS = (
    OrganisationRegistered(
        at=at(1, 4),
        organisation=WISLA.id,
        legal_name=WISLA.legal_name,
        country=WISLA.country,
        registration=WISLA.registration,
        by="wanda",
    ),
    OrganisationVerified(
        at=at(1, 5),
        office="bureau",
        evidence_sha256=digest("extract of the public register"),
        by="he-jing",
    ),
    PersonRegistered(
        at=at(1, 6),
        person="wen-hao",
        native_name=sealed("native name"),
        latin_name=sealed("latin name"),
        email=sealed("e-mail address"),
        phone=sealed("phone number"),
        display_order=DisplayOrder.FAMILY_FIRST,
        posts=(Post(organisation="linghai", roles=(Role.LEAD, Role.SIGNATORY)),),
        by="okafor",
    ),
    PersonAssigned(
        at=at(1, 7),
        posts=(
            Post(organisation="andes", roles=(Role.LAWYER,)),
            Post(organisation="linghai", roles=(Role.LEAD, Role.NEGOTIATOR, Role.SIGNATORY)),
        ),
        by="okafor",
    ),
    OfficeProposed(at=at(1, 8), organisation="bureau", role=Role.OFFICIAL, by="okafor"),
    OfficeGiven(
        at=at(1, 9), organisation="bureau", role=Role.OFFICIAL, proposed_by="okafor", by="sato"
    ),
    OfficeProposalWithdrawn(at=at(1, 9), organisation="bureau", role=Role.AUDITOR, by="sato"),
    EmailChanged(at=at(1, 10), email=sealed("another e-mail address"), by="wen-hao"),
    ConfirmationAsked(at=at(1, 11), organisation="linghai", roles=(Role.LEAD,), by="okafor"),
    PostConfirmed(
        at=at(1, 12),
        organisation="linghai",
        roles=(Role.LEAD,),
        asked_by="okafor",
        by="lin-yue",
    ),
    PostRefused(
        at=at(1, 12),
        organisation="linghai",
        roles=(Role.LEAD,),
        asked_by="okafor",
        by="lin-yue",
    ),
    EditionListed(at=at(1, 1), edition="edition-2026", name="Harbour Fair 2026", by="okafor"),
)
