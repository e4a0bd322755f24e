"""How what happens to the parties changes the deal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.change import earlier, put, voided, with_instrument, without
from aggregates.deal.parties.events import (
    Clock,
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
from aggregates.deal.parties.state import Extension, Parties, Principal, Reopening
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.vocabulary import Deadline, OrganisationId

FEWEST_PRINCIPALS = 2
"""A deal needs two sides."""


def evolve_parties(deal: Deal, event: PartiesEvent) -> Deal:  # noqa: C901, PLR0911, PLR0912 - one branch an event
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case DealOpened():
            return _opened(event)
        case PartyInvited():
            return _invited(
                deal, put(deal.parties.invitations, event.invitation, event.organisation)
            )
        case InvitationRevoked():
            return _invited(deal, without(deal.parties.invitations, [event.invitation]))
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
            return _extension_proposed(deal, event)
        case DeadlineExtensionConsented():
            return _extension_consented(deal, event)
        case DeadlineExtended():
            return _extended(deal, event)
        case DealSuspended():
            return replace(deal, parties=replace(deal.parties, suspended_at=event.at))
        case DealResumed():
            return _resumed(deal, event)
        case DealExpired():
            parties = replace(deal.parties, ended_at=event.at)
            return replace(deal, stage=Stage.EXPIRED, parties=parties)
        case ReopenProposed():
            return _reopen_proposed(deal, event)
        case ReopenConsented():
            return _reopen_consented(deal, event)
        case DealReopened():
            return _deal_reopened(deal, event)
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
        parties=Parties(principals=principals, expires_at=event.expires_at),
        instruments={event.leading: leading},
    )


def _invited(deal: Deal, invitations: Mapping[str, OrganisationId]) -> Deal:
    return replace(deal, parties=replace(deal.parties, invitations=invitations))


def _participating(deal: Deal, event: ParticipantAdded) -> Deal:
    participants = put(deal.parties.participants, event.organisation, event.role)
    return replace(deal, parties=replace(deal.parties, participants=participants))


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
        extension=None,
    )
    stage = earlier(deal.stage, Stage.NEGOTIATING)
    return replace(voided(deal, event.voids), parties=parties, stage=stage)


def _led(deal: Deal, event: LeadReplaced) -> Deal:
    principal = replace(deal.parties.principals[event.principal], lead=event.lead)
    principals = put(deal.parties.principals, event.principal, principal)
    return replace(deal, parties=replace(deal.parties, principals=principals))


def _withdrew(deal: Deal, event: PartyWithdrew) -> Deal:
    left = without(deal.parties.principals, [event.principal])
    leaver = deal.parties.principals[event.principal]
    over = len(left) < FEWEST_PRINCIPALS
    parties = replace(
        deal.parties,
        principals=left,
        former=put(deal.parties.former, event.principal, leaver),
        extension=None,
        ended_at=event.at if over else None,
    )
    stage = Stage.WITHDRAWN if over else earlier(deal.stage, Stage.NEGOTIATING)
    return replace(voided(deal, event.voids), parties=parties, stage=stage)


def _extension_proposed(deal: Deal, event: DeadlineExtensionProposed) -> Deal:
    extension = Extension(
        proposal=event.proposal, expires_at=event.expires_at, consents=frozenset({event.principal})
    )
    return replace(deal, parties=replace(deal.parties, extension=extension))


def _extension_consented(deal: Deal, event: DeadlineExtensionConsented) -> Deal:
    extension = deal.parties.extension
    if extension is None:
        return deal
    extension = replace(extension, consents=extension.consents | {event.principal})
    return replace(deal, parties=replace(deal.parties, extension=extension))


def _extended(deal: Deal, event: DeadlineExtended) -> Deal:
    if event.clock is Clock.DEAL:
        parties = replace(deal.parties, expires_at=event.expires_at, extension=None)
        return replace(deal, parties=parties)
    instrument = deal.instruments[event.instrument]
    if event.clock is Clock.SIGNING and instrument.signing is not None:
        signing = replace(instrument.signing, expires_at=event.expires_at)
        return with_instrument(deal, replace(instrument, signing=signing))
    return with_instrument(deal, _offer_until(instrument, event.expires_at))


def _offer_until(instrument: Instrument, expires_at: Deadline) -> Instrument:
    offer = instrument.matrix.offer
    if offer is None:
        return instrument
    moved = replace(offer, expires_at=expires_at)
    return replace(instrument, matrix=replace(instrument.matrix, offer=moved))


def _resumed(deal: Deal, event: DealResumed) -> Deal:
    since = deal.parties.suspended_at
    if since is None:
        return deal
    pause = event.at - since
    parties = replace(deal.parties, suspended_at=None)
    if parties.expires_at is not None:
        parties = replace(parties, expires_at=_later(parties.expires_at, pause))
    if parties.reopening is not None:
        asked = parties.reopening
        shifted = replace(asked, expires_at=_later(asked.expires_at, pause))
        parties = replace(parties, reopening=shifted)
    instruments = {key: _shifted(value, pause) for key, value in deal.instruments.items()}
    return replace(deal, parties=parties, instruments=instruments)


def _shifted(instrument: Instrument, pause: timedelta) -> Instrument:
    offer, signing = instrument.matrix.offer, instrument.signing
    if offer is not None and offer.live:
        until = offer.irrevocable_until
        offer = replace(
            offer,
            expires_at=_later(offer.expires_at, pause),
            irrevocable_until=None if until is None else _later(until, pause),
        )
    if signing is not None:
        signing = replace(signing, expires_at=_later(signing.expires_at, pause))
    return replace(instrument, matrix=replace(instrument.matrix, offer=offer), signing=signing)


def _later(deadline: Deadline, pause: timedelta) -> Deadline:
    return replace(deadline, at=deadline.at + pause)


def _reopen_proposed(deal: Deal, event: ReopenProposed) -> Deal:
    reopening = Reopening(
        proposal=event.proposal, expires_at=event.expires_at, consents=frozenset({event.principal})
    )
    return replace(deal, parties=replace(deal.parties, reopening=reopening))


def _reopen_consented(deal: Deal, event: ReopenConsented) -> Deal:
    reopening = deal.parties.reopening
    if reopening is None:
        return deal
    reopening = replace(reopening, consents=reopening.consents | {event.principal})
    return replace(deal, parties=replace(deal.parties, reopening=reopening))


def _deal_reopened(deal: Deal, event: DealReopened) -> Deal:
    back = {party.id: deal.parties.former[party.id] for party in event.returned}
    parties = replace(
        deal.parties,
        principals={**deal.parties.principals, **back},
        former=without(deal.parties.former, back),
        expires_at=event.expires_at,
        reopening=None,
        ended_at=None,
    )
    open_ones = [i.id for i in deal.instruments.values() if i.progress is not Progress.EXECUTED]
    tabled = deal.instruments[deal.leading].matrix.frame is not None
    stage = Stage.NEGOTIATING if tabled else Stage.ENGAGED
    return replace(voided(deal, open_ones), parties=parties, round=event.round, stage=stage)
