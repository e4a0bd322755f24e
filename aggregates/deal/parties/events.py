"""What can have happened to the parties and to the clocks of a deal. Stored for ever."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import msgspec

from aggregates.deal.policy import Policy
from aggregates.vocabulary import (
    Deadline,
    DealId,
    Event,
    InstrumentId,
    Kind,
    OrganisationId,
    Party,
    PersonId,
    Sha256,
    Tier,
)


class Direction(Enum):
    """Which way the investment goes, seen from the fair's country."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    DOMESTIC = "domestic"


class Classification(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How figures count the deal, by which code list, and who said so.

    ``industry`` is an ISIC class, ``origin`` ISO 3166-1 alpha-2, ``destination`` ISO 3166-2;
    ``code_lists`` names their versions. ``mode`` is one of the domain's modes: ``joint_venture``.
    """

    direction: Direction
    mode: str
    industry: str
    origin: str
    destination: str
    code_lists: str
    made_by: PersonId


class ParticipantRole(Enum):
    """In which quality an organisation takes part that is no principal."""

    GUARANTOR = "guarantor"
    LENDER = "lender"
    ADVISER = "adviser"
    OBSERVER = "observer"


class DealOpened(Event, frozen=True, kw_only=True, tag="deal.opened.v1"):
    """A deal was opened on a project, by a principal or by the project's sponsor.

    ``opener`` is the first principal and ``by`` its lead; none when a ``sponsor`` opened. The
    leading instrument is the one that the deal is about; it is drafted here.
    """

    deal: DealId
    edition: str
    project: str
    title: str
    opener: Party | None
    sponsor: OrganisationId
    by: PersonId
    leading: InstrumentId
    leading_kind: Kind
    tier: Tier
    classification: Classification
    policy: Policy
    expires_at: Deadline


class PartyInvited(Event, frozen=True, kw_only=True, tag="deal.party_invited.v1"):
    """An organisation was invited to become a principal. The invitation tells no terms."""

    invitation: str
    organisation: OrganisationId
    principal: OrganisationId
    by: PersonId


class InvitationRevoked(Event, frozen=True, kw_only=True, tag="deal.invitation_revoked.v1"):
    """An invitation was taken back before it was used."""

    invitation: str
    principal: OrganisationId
    by: PersonId


class InstrumentAcceded(Event, frozen=True, kw_only=True, tag="deal.instrument_acceded.v1"):
    """A joiner consented to what the others had executed, as it stands and without a new PDF."""

    instrument: InstrumentId
    principal: OrganisationId
    by: PersonId
    terms_sha256: Sha256


class PartyJoined(Event, frozen=True, kw_only=True, tag="deal.party_joined.v1"):
    """An invited organisation became a principal, with ``by`` as its lead.

    ``voids`` names the instruments whose acceptances, lock, approvals or running signing fall with
    the change of the party set.
    """

    invitation: str
    party: Party
    by: PersonId
    voids: tuple[InstrumentId, ...]


class ParticipantAdded(Event, frozen=True, kw_only=True, tag="deal.participant_added.v1"):
    """An organisation takes part that is no principal; its acceptance is never needed."""

    organisation: OrganisationId
    role: ParticipantRole
    principal: OrganisationId
    by: PersonId


class LeadReplaced(Event, frozen=True, kw_only=True, tag="deal.lead_replaced.v1"):
    """A principal's lead negotiator handed over to another person."""

    principal: OrganisationId
    lead: PersonId
    by: PersonId


class PartyWithdrew(Event, frozen=True, kw_only=True, tag="deal.party_withdrew.v1"):
    """A principal left; with fewer than two the deal is withdrawn. ``voids`` as in a joining."""

    principal: OrganisationId
    by: PersonId
    reason: str
    voids: tuple[InstrumentId, ...]


class Clock(Enum):
    """Which deadline is meant."""

    DEAL = "deal"
    INTENT = "intent"
    OFFER = "offer"
    SIGNING = "signing"


class DeadlineExtensionProposed(
    Event, frozen=True, kw_only=True, tag="deal.deadline_extension_proposed.v1"
):
    """A lead asked for a later deadline of the whole deal; it counts when every lead has agreed."""

    proposal: str
    principal: OrganisationId
    by: PersonId
    expires_at: Deadline


class DeadlineExtensionConsented(
    Event, frozen=True, kw_only=True, tag="deal.deadline_extension_consented.v1"
):
    """Another lead agreed to the proposed deadline."""

    proposal: str
    principal: OrganisationId
    by: PersonId


class DeadlineExtended(Event, frozen=True, kw_only=True, tag="deal.deadline_extended.v1"):
    """A deadline moved to a later instant. ``instrument`` is empty for the deal's own clock."""

    clock: Clock
    instrument: InstrumentId
    by: PersonId
    previous: Deadline
    expires_at: Deadline


class DealSuspended(Event, frozen=True, kw_only=True, tag="deal.suspended.v1"):
    """An official or the organiser stopped every clock of the deal."""

    by: PersonId
    reason: str


class DealResumed(Event, frozen=True, kw_only=True, tag="deal.resumed.v1"):
    """The clocks run again; every open deadline moved by the time suspended."""

    by: PersonId
    reason: str


class DealExpired(Event, frozen=True, kw_only=True, tag="deal.expired.v1"):
    """A deadline passed and the scheduler closed the deal: its own, or the letter of intent's."""

    clock: Clock
    by: PersonId


class ReopenProposed(Event, frozen=True, kw_only=True, tag="deal.reopen_proposed.v1"):
    """A principal asked to take the deal up again."""

    proposal: str
    principal: OrganisationId
    by: PersonId
    reason: str
    expires_at: Deadline


class ReopenConsented(Event, frozen=True, kw_only=True, tag="deal.reopen_consented.v1"):
    """Another principal agreed to take the deal up again."""

    proposal: str
    principal: OrganisationId
    by: PersonId


class DealReopened(Event, frozen=True, kw_only=True, tag="deal.reopened.v1"):
    """Every principal agreed: a new round began, with the history kept and a new deadline.

    ``returned`` are principals that had withdrawn and are back.
    """

    proposal: str
    round: int
    returned: tuple[Party, ...]
    expires_at: Deadline


PartiesEvent: TypeAlias = (
    DealOpened
    | PartyInvited
    | InvitationRevoked
    | InstrumentAcceded
    | PartyJoined
    | ParticipantAdded
    | LeadReplaced
    | PartyWithdrew
    | DeadlineExtensionProposed
    | DeadlineExtensionConsented
    | DeadlineExtended
    | DealSuspended
    | DealResumed
    | DealExpired
    | ReopenProposed
    | ReopenConsented
    | DealReopened
)
