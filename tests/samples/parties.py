"""Samples of what happens to the parties and the clocks of a deal."""

from __future__ import annotations

from aggregates.deal.access.events import AccessGranted, AccessRevoked, Scope
from aggregates.deal.parties.events import (
    Classification,
    Clock,
    DeadlineExtended,
    DeadlineExtensionConsented,
    DeadlineExtensionProposed,
    DealExpired,
    DealOpened,
    DealReopened,
    DealResumed,
    DealSuspended,
    Direction,
    InstrumentAcceded,
    InvitationRevoked,
    LeadReplaced,
    ParticipantAdded,
    ParticipantRole,
    PartyInvited,
    PartyJoined,
    PartyWithdrew,
    ReopenConsented,
    ReopenProposed,
)
from aggregates.deal.publicity.events import (
    ConfidentialityDeclared,
    ConfidentialityLifted,
    Item,
    PublicationConsented,
    PublicationConsentWithdrawn,
)
from aggregates.vocabulary import SYSTEM, Kind, Tier
from samples.world import ANDES, LINGHAI, POLICY, WISLA, at, digest, until

EVENTS = (
    DealOpened(
        at=at(1),
        deal="deal-1",
        edition="edition-2026",
        project="project-1",
        title="Solar modules and local assembly",
        opener=LINGHAI,
        sponsor="bureau",
        by="lin-yue",
        leading="agreement-1",
        leading_kind=Kind.AGREEMENT,
        tier=Tier.CONTRACT,
        classification=Classification(
            direction=Direction.OUTBOUND,
            mode="joint_venture",
            industry="C2710",
            origin="CN",
            destination="PE-CAL",
            code_lists="ISIC Rev.4; ISO 3166:2024",
            made_by="sato",
        ),
        policy=POLICY,
        expires_at=until(30),
    ),
    PartyInvited(
        at=at(1, 10),
        invitation="I-1",
        organisation="andes",
        principal="linghai",
        by="lin-yue",
    ),
    InvitationRevoked(at=at(1, 11), invitation="I-2", principal="linghai", by="lin-yue"),
    InstrumentAcceded(
        at=at(6),
        instrument="letter-1",
        principal="wisla",
        by="wanda",
        terms_sha256=digest("terms of letter-1"),
    ),
    PartyJoined(at=at(6, 9, 31), invitation="I-3", party=WISLA, by="wanda", voids=("agreement-1",)),
    ParticipantAdded(
        at=at(6, 12),
        organisation="harbour-bank",
        role=ParticipantRole.LENDER,
        principal="wisla",
        by="wanda",
    ),
    AccessGranted(
        at=at(6, 13),
        organisation="harbour-bank",
        scopes=(Scope.PAPERS, Scope.TERMS),
        principal="wisla",
        by="wanda",
    ),
    AccessRevoked(
        at=at(6, 14), organisation="", scopes=(Scope.TIMELINE,), principal="wisla", by="wanda"
    ),
    PublicationConsented(
        at=at(6, 15),
        instrument="letter-1",
        items=(Item.AMOUNT, Item.NAME),
        principal="wisla",
        by="wanda",
    ),
    PublicationConsentWithdrawn(
        at=at(6, 16), instrument="letter-1", items=(Item.AMOUNT,), principal="wisla", by="wanda"
    ),
    ConfidentialityDeclared(at=at(6, 17), principal="wisla", by="wanda"),
    ConfidentialityLifted(at=at(6, 18), principal="wisla", by="wanda"),
    LeadReplaced(at=at(7), principal="andes", lead="quispe", by="rojas"),
    PartyWithdrew(
        at=at(9),
        principal="wisla",
        by="wanda",
        reason="The fund's committee voted against the site.",
        voids=("agreement-1",),
    ),
    DeadlineExtensionProposed(
        at=at(10),
        proposal="extension-1",
        principal="andes",
        by="quispe",
        expires_at=until(30),
    ),
    DeadlineExtensionConsented(
        at=at(10, 11), proposal="extension-1", principal="linghai", by="lin-yue"
    ),
    DeadlineExtended(
        at=at(10, 12),
        clock=Clock.OFFER,
        instrument="agreement-1",
        by="lin-yue",
        previous=until(11),
        expires_at=until(14),
    ),
    DealSuspended(at=at(11), by="he-jing", reason="The land register is being corrected"),
    DealResumed(at=at(12), by="he-jing", reason="The land register was corrected."),
    DealExpired(at=at(30, 10, 1), clock=Clock.DEAL, by=SYSTEM),
    ReopenProposed(
        at=at(30, 12),
        proposal="reopening-1",
        principal="andes",
        by="quispe",
        reason="The permit came through.",
        expires_at=until(30),
    ),
    ReopenConsented(at=at(30, 13), proposal="reopening-1", principal="linghai", by="lin-yue"),
    DealReopened(
        at=at(30, 13),
        proposal="reopening-1",
        round=2,
        returned=(ANDES, WISLA),
        expires_at=until(30),
    ),
)
