"""How what happens to the parties changes the deal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.access.state import access_without
from aggregates.deal.change import earlier, ended, put, voided, with_instrument, without
from aggregates.deal.parties import clocks, reopening
from aggregates.deal.parties.events import (
    DeadlineExtended,
    DeadlineExtensionConsented,
    DeadlineExtensionProposed,
    DealExpired,
    DealOpened,
    DealReopened,
    DealResumed,
    DealSuspended,
    InstrumentAcceded,
    InvitationRevoked,
    LeadReplaced,
    ParticipantAdded,
    PartiesEvent,
    PartyInvited,
    PartyJoined,
    PartyWithdrew,
    ReopenConsented,
    ReopenProposed,
)
from aggregates.deal.parties.state import Parties, Principal
from aggregates.deal.publicity.state import publicity_without
from aggregates.deal.state import Deal, Instrument, Stage
from aggregates.deal.used import used
from aggregates.vocabulary import OrganisationId

FEWEST_PRINCIPALS = 2
"""A deal needs two sides."""


def evolve_parties(deal: Deal, event: PartiesEvent) -> Deal:  # noqa: C901, PLR0911, PLR0912 - one branch an event
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case DealOpened():
            return _opened(event)
        case PartyInvited():
            invited = put(deal.parties.invitations, event.invitation, event.organisation)
            return _invited(used(deal, event.invitation), invited)
        case InvitationRevoked():
            return _revoked(deal, event)
        case InstrumentAcceded():
            return _acceded(deal, event)
        case PartyJoined():
            return _joined(deal, event)
        case ParticipantAdded():
            return _participating(deal, event)
        case LeadReplaced():
            return _led(deal, event)
        case PartyWithdrew():
            return _withdrew(deal, event)
        case DeadlineExtensionProposed():
            return clocks.extension_proposed(deal, event)
        case DeadlineExtensionConsented():
            return clocks.extension_consented(deal, event)
        case DeadlineExtended():
            return clocks.extended(deal, event)
        case DealSuspended():
            return clocks.suspended(deal, event)
        case DealResumed():
            return clocks.resumed(deal, event)
        case DealExpired():
            return _expired(deal, event)
        case ReopenProposed():
            return reopening.reopen_proposed(deal, event)
        case ReopenConsented():
            return reopening.reopen_consented(deal, event)
        case DealReopened():
            return reopening.deal_reopened(deal, event)
        case _:
            assert_never(event)


def _opened(event: DealOpened) -> Deal:
    first = event.opener
    principals = {first.id: Principal(party=first, lead=event.by)} if first else {}
    leading = Instrument(id=event.leading, kind=event.leading_kind, tier=event.tier)
    return Deal(
        id=event.deal,
        edition=event.edition,
        project=event.project,
        title=event.title,
        sponsor=event.sponsor,
        opened_by=event.by,
        policy=event.policy,
        leading=event.leading,
        classification=event.classification,
        parties=Parties(principals=principals, expires_at=event.expires_at),
        instruments={event.leading: leading},
    )


def _invited(deal: Deal, invitations: Mapping[str, OrganisationId]) -> Deal:
    return replace(deal, parties=replace(deal.parties, invitations=invitations))


def _revoked(deal: Deal, event: InvitationRevoked) -> Deal:
    parties = replace(
        deal.parties,
        invitations=without(deal.parties.invitations, [event.invitation]),
        revoked=deal.parties.revoked | {event.invitation},
    )
    return replace(deal, parties=parties)


def _participating(deal: Deal, event: ParticipantAdded) -> Deal:
    parties = replace(
        deal.parties,
        participants=put(deal.parties.participants, event.organisation, event.role),
        brought_by=put(deal.parties.brought_by, event.organisation, event.principal),
    )
    return replace(deal, parties=parties)


def _acceded(deal: Deal, event: InstrumentAcceded) -> Deal:
    instrument = deal.instruments[event.instrument]
    acceded = instrument.acceded | {event.principal}
    return with_instrument(deal, replace(instrument, acceded=acceded))


def _joined(deal: Deal, event: PartyJoined) -> Deal:
    principal = Principal(party=event.party, lead=event.by)
    parties = replace(
        deal.parties,
        principals=put(deal.parties.principals, event.party.id, principal),
        former=without(deal.parties.former, [event.party.id]),
        invitations=without(deal.parties.invitations, [event.invitation]),
        participants=without(deal.parties.participants, [event.party.id]),
        extension=None,
    )
    stage = earlier(deal.stage, Stage.NEGOTIATING)
    access = access_without(deal.access, event.party.id)
    return replace(voided(deal, event.voids), parties=parties, stage=stage, access=access)


def _led(deal: Deal, event: LeadReplaced) -> Deal:
    principal = replace(deal.parties.principals[event.principal], lead=event.lead)
    principals = put(deal.parties.principals, event.principal, principal)
    return replace(deal, parties=replace(deal.parties, principals=principals))


def _expired(deal: Deal, event: DealExpired) -> Deal:
    parties = replace(deal.parties, ended_at=event.at)
    return ended(deal, Stage.EXPIRED, event.at, parties)


def _withdrew(deal: Deal, event: PartyWithdrew) -> Deal:
    left = without(deal.parties.principals, [event.principal])
    leaver = deal.parties.principals[event.principal]
    over = len(left) < FEWEST_PRINCIPALS
    deal = replace(
        deal,
        access=access_without(deal.access, event.principal),
        publicity=publicity_without(deal.publicity, event.principal),
    )
    parties = replace(
        deal.parties,
        principals=left,
        former=put(deal.parties.former, event.principal, leaver),
        extension=None,
    )
    if over:
        parties = replace(parties, ended_at=event.at, ended_by=event.principal)
        return ended(deal, Stage.WITHDRAWN, event.at, parties)
    stage = earlier(deal.stage, Stage.NEGOTIATING)
    return replace(voided(deal, event.voids), parties=parties, stage=stage)
