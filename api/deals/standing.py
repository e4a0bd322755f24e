"""How a deal stands: stage, parties, instruments, what was signed and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from aggregates.deal.access.events import Scope
from aggregates.deal.access.grant_access import sorted_scopes
from aggregates.deal.approvals.state import Approval
from aggregates.deal.authorities.events import AnnulledByDecision, AttestationAttached
from aggregates.deal.authorities.state import Dispute, Suspension
from aggregates.deal.classification.state import Counting
from aggregates.deal.ending.events import Ground
from aggregates.deal.ending.state import Notice
from aggregates.deal.filings.state import Filing
from aggregates.deal.paper.events import PaperSignature
from aggregates.deal.parties.events import Classification, ParticipantRole
from aggregates.deal.performance.schedule import Schedule
from aggregates.deal.performance.state import Performance, Proposal, Report
from aggregates.deal.signing.state import PaperOriginal, Signature, Signing
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.deal.terms.current import titles_of
from aggregates.vocabulary import (
    Deadline,
    InstrumentId,
    Kind,
    Language,
    OrganisationId,
    Party,
    PersonId,
    Rate,
    Seat,
    Sha256,
    Tier,
)
from api.deals.consented import Consented, consents_in
from api.deals.course import Course
from api.receipts.standing import HowWitnessed


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A principal, as the terms name it, and its lead negotiator."""

    party: Party
    lead: PersonId


class SeatNow(msgspec.Struct, frozen=True, kw_only=True):
    """A seat, and who signed it, if anybody."""

    seat: Seat
    signed: Signature | None


class PaperNow(msgspec.Struct, frozen=True, kw_only=True):
    """A scan of the printed base with its signatures by hand, and which sides have confirmed it.

    ``office`` is whose official attested it, empty before.
    """

    scan_sha256: Sha256
    signatures: tuple[PaperSignature, ...]
    confirmed: tuple[OrganisationId, ...]
    office: OrganisationId


class SigningNow(msgspec.Struct, frozen=True, kw_only=True):
    """A signing. A signature cites ``terms_sha256`` and ``base_pdf_sha256``.

    ``pdf_sha256`` is the newest revision of the file; all of them are documents of the deal.
    """

    id: str
    terms_sha256: Sha256
    base_pdf_sha256: Sha256
    pdf_sha256: Sha256
    seats: tuple[SeatNow, ...]
    rates: tuple[Rate, ...]
    expires_at: Deadline
    embargoed: bool
    sealed: bool
    paper: PaperNow | None = None


class InstrumentNow(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument. ``locked_sha256`` is the terms digest while its terms are locked.

    ``executed_sha256`` is what was executed: who joins accedes to it.
    """

    id: InstrumentId
    kind: Kind
    tier: Tier
    progress: Progress
    locked_sha256: Sha256
    executed_sha256: Sha256
    amended_by: tuple[InstrumentId, ...]
    approvals: Mapping[str, Approval] = {}
    signing: SigningNow | None = None


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed to be done, and how much of it is.

    ``schedule`` is there once all have agreed to one, ``proposal`` while they have not. ``waived``
    and ``written_off`` map an item to the sides that gave it up.
    """

    proposal: Proposal | None
    schedule: Schedule | None
    schedule_sha256: Sha256
    satisfied: tuple[str, ...]
    waived: Mapping[str, frozenset[OrganisationId]]
    written_off: Mapping[str, frozenset[OrganisationId]]
    reports: Mapping[str, Report]


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """What the side of ``principal`` lets a participant read; the organisers, if none is named."""

    organisation: OrganisationId
    principal: OrganisationId
    scopes: tuple[Scope, ...]


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """What only those see who may read the terms. Mappings are by id.

    ``terminated`` is the ground on which the deal was ended.
    """

    invitations: Mapping[str, OrganisationId]
    access: tuple[Granted, ...]
    consents: tuple[Consented, ...]
    confidential: tuple[OrganisationId, ...]
    filings: Mapping[str, Filing]
    done: Done
    notices: Mapping[str, Notice]
    terminated: Ground | None
    disputes: Mapping[str, Dispute]
    suspensions: Mapping[str, Suspension]
    annulments: Mapping[InstrumentId, AnnulledByDecision]
    attestations: Mapping[str, AttestationAttached]


class DealStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A deal. ``version`` is what ``If-Match`` cites, ``position`` that of its last event.

    ``title`` is what it was opened as, ``titles`` what the table calls it, by language, for who may
    read the terms; else what the catalogue calls its project, if it was opened by that title.

    ``inside`` is there for who may read the terms. ``invitation`` is the open one of the reader's
    organisation, empty if it has none: what it joins with. ``counting`` is by what the organiser
    has it counted. ``witnessed`` says it of the last event, and so of all before it.
    """

    id: str
    edition: str
    project: str
    title: str
    titles: Mapping[Language, str]
    sponsor: OrganisationId
    stage: Stage
    round: int
    leading: InstrumentId
    classification: Classification | None
    counting: Counting
    version: int
    position: int
    witnessed: HowWitnessed
    expires_at: Deadline
    suspended_at: datetime | None
    principals: tuple[Side, ...]
    participants: Mapping[OrganisationId, ParticipantRole]
    instruments: tuple[InstrumentNow, ...]
    invitation: str
    inside: Inside | None


def standing_of(
    course: Course,
    reader: OrganisationId,
    witnessed: HowWitnessed,
    catalogued: Callable[[], Mapping[Language, str]],
    *,
    whole: bool,
    papers: Callable[[Instrument], bool],
) -> DealStanding:
    """Return how the deal stood to ``reader``; ``whole`` for who may read the terms.

    ``papers`` says of which instruments the paper is shown with its digests and signatures;
    ``catalogued`` what the catalogue calls a deal of which no terms are told.
    """
    deal, invited = course.deal, course.deal.parties.invitations
    sides = deal.parties.principals.values()
    return DealStanding(
        id=deal.id,
        edition=deal.edition,
        project=deal.project,
        title=deal.title,
        titles=(titles_of(deal.instruments[deal.leading]) if whole else {}) or catalogued(),
        sponsor=deal.sponsor,
        stage=deal.stage,
        round=deal.round,
        leading=deal.leading,
        classification=deal.classification,
        counting=deal.counting,
        version=course.version,
        position=course.position,
        witnessed=witnessed,
        expires_at=deal.parties.expires_at,
        suspended_at=deal.parties.suspended_at,
        principals=tuple(Side(party=side.party, lead=side.lead) for side in sides),
        participants=deal.parties.participants,
        instruments=tuple(
            _instrument(one, whole=whole, paper=papers(one)) for one in deal.instruments.values()
        ),
        invitation=next((key for key, who in invited.items() if who == reader), ""),
        inside=_inside(deal) if whole else None,
    )


def _inside(deal: Deal) -> Inside:
    return Inside(
        invitations=deal.parties.invitations,
        access=tuple(
            Granted(organisation=reader, principal=side, scopes=sorted_scopes(scopes))
            for (reader, side), scopes in sorted(deal.access.items())
        ),
        consents=consents_in(deal.publicity),
        confidential=tuple(sorted(deal.publicity.confidential)),
        filings=deal.filings,
        done=_done(deal.performance),
        notices=deal.ending.notices,
        terminated=deal.ending.ground,
        disputes=deal.records.disputes,
        suspensions=deal.records.suspensions,
        annulments=deal.records.annulments,
        attestations=deal.records.attestations,
    )


def _done(performance: Performance) -> Done:
    return Done(
        proposal=performance.proposal,
        schedule=performance.schedule,
        schedule_sha256=performance.agreed_sha256,
        satisfied=tuple(sorted(performance.satisfied)),
        waived=performance.waived,
        written_off=performance.written_off,
        reports=performance.reports,
    )


def _instrument(instrument: Instrument, *, whole: bool, paper: bool) -> InstrumentNow:
    signing = instrument.signing
    return InstrumentNow(
        id=instrument.id,
        kind=instrument.kind,
        tier=instrument.tier,
        progress=instrument.progress,
        locked_sha256=instrument.matrix.locked_sha256,
        executed_sha256=instrument.executed_sha256,
        amended_by=instrument.amended_by,
        approvals=instrument.approvals if whole else {},
        signing=_signing(signing) if paper and signing is not None else None,
    )


def _signing(signing: Signing) -> SigningNow:
    seats = signing.seats.items()
    return SigningNow(
        id=signing.id,
        terms_sha256=signing.terms_sha256,
        base_pdf_sha256=signing.base_pdf_sha256,
        pdf_sha256=signing.pdf_sha256,
        seats=tuple(SeatNow(seat=one, signed=signing.signed.get(field)) for field, one in seats),
        rates=signing.rates,
        expires_at=signing.expires_at,
        embargoed=signing.embargoed,
        sealed=signing.sealed,
        paper=_paper(signing.paper),
    )


def _paper(paper: PaperOriginal | None) -> PaperNow | None:
    if paper is None:
        return None
    return PaperNow(
        scan_sha256=paper.scan_sha256,
        signatures=paper.signatures,
        confirmed=tuple(sorted(paper.confirmed)),
        office=paper.office,
    )
