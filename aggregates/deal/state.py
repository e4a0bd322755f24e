"""What a deal is after its events: the facts that later decisions ask about, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import msgspec

from aggregates.deal.access.state import NOTHING_GRANTED, Access
from aggregates.deal.approvals.state import Approval
from aggregates.deal.authorities.state import Records
from aggregates.deal.classification.state import Counting
from aggregates.deal.discussion.state import Discussion
from aggregates.deal.ending.state import Ending
from aggregates.deal.filings.state import Filing
from aggregates.deal.parties.events import Classification
from aggregates.deal.parties.state import NOTHING, Parties
from aggregates.deal.performance.state import Performance
from aggregates.deal.policy import Policy
from aggregates.deal.publicity.state import UNPUBLISHED, Publicity
from aggregates.deal.signing.state import Signing
from aggregates.deal.terms.state import Matrix
from aggregates.vocabulary import (
    DealId,
    InstrumentId,
    Kind,
    OrganisationId,
    PersonId,
    Sha256,
    Tier,
)


class Stage(Enum):
    """Where a deal stands. The order of the first ten is the order of its life."""

    DRAFT = "draft"
    INTENT = "intent"
    ENGAGED = "engaged"
    NEGOTIATING = "negotiating"
    AGREED = "agreed"
    APPROVING = "approving"
    SIGNING = "signing"
    SIGNED = "signed"
    EFFECTIVE = "effective"
    FULFILLED = "fulfilled"
    TERMINATED = "terminated"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Progress(Enum):
    """Where an instrument stands on the one path of every instrument."""

    DRAFT = "draft"
    NEGOTIATING = "negotiating"
    LOCKED = "locked"
    APPROVING = "approving"
    SIGNING = "signing"
    EXECUTED = "executed"
    VOID = "void"


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A document of the deal. ``approvals`` maps an approval's id to it.

    ``amended_by`` names the executed amendments of the leading one, in order, but those annulled.
    """

    id: InstrumentId
    kind: Kind
    tier: Tier
    progress: Progress = Progress.DRAFT
    matrix: Matrix = Matrix()
    approvals: Mapping[str, Approval] = NOTHING
    signing: Signing | None = None
    executed_sha256: Sha256 = ""
    acceded: frozenset[OrganisationId] = frozenset()
    amended_by: tuple[InstrumentId, ...] = ()


class Deal(msgspec.Struct, frozen=True, kw_only=True):
    """A negotiation between two or more principals. ``id`` is empty before it is opened.

    ``filings`` maps a filing's id to it; ``access`` is what sides let others read, ``publicity``
    what they let be published.
    ``used`` are the ids of its invitations, proposals, approvals, corrections and signings so far.
    """

    id: DealId = ""
    edition: str = ""
    project: str = ""
    title: str = ""
    sponsor: OrganisationId = ""
    opened_by: PersonId = ""
    stage: Stage = Stage.DRAFT
    round: int = 1
    used: frozenset[str] = frozenset()
    policy: Policy = Policy()
    leading: InstrumentId = ""
    classification: Classification | None = None
    counting: Counting = Counting()
    parties: Parties = Parties()
    instruments: Mapping[InstrumentId, Instrument] = NOTHING
    filings: Mapping[str, Filing] = NOTHING
    discussion: Discussion = Discussion()
    performance: Performance = Performance()
    ending: Ending = Ending()
    records: Records = Records()
    access: Access = NOTHING_GRANTED
    publicity: Publicity = UNPUBLISHED
