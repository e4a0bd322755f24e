"""A deal whose agreement is locked, between Linghai and Andes; and what its signing needs.

Each step is an event, so that a test names exactly what has happened before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import reduce
from typing import cast

from mandates import RECORDED, VERIFIED
from msgspec.structs import replace
from people import DAY, NOON

from aggregates.aggregate import EventsByStream
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.parties.events import Classification, DealOpened, Direction, PartyJoined
from aggregates.deal.policy import Policy
from aggregates.deal.signing.events import Consent, Revision
from aggregates.deal.signing.open_signing import Opening
from aggregates.deal.signing.sign import Attestation
from aggregates.deal.state import Deal
from aggregates.deal.terms.current import terms_of
from aggregates.deal.terms.events import OfferTabled, TermsLocked
from aggregates.mandate.state import Mandate
from aggregates.mandate.state import evolve as evolve_mandate
from aggregates.terms import clause_sha256, frame_sha256, parties_sha256, terms_sha256
from aggregates.vocabulary import (
    Actor,
    Clause,
    ClauseText,
    Deadline,
    Frame,
    Kind,
    Money,
    Party,
    Role,
    Seat,
    SeatRole,
    Sitter,
    Tier,
    Wording,
)

LINGHAI = Party(id="linghai", legal_name="Linghai New Energy", country="CN", registration="CN-1")
ANDES = Party(id="andes", legal_name="Andes Renovables", country="PE", registration="PE-2")
QUISPE = Actor(person="quispe", organisation="andes", role=Role.SIGNATORY)
NUNEZ = Actor(person="nunez", organisation="andes", role=Role.SIGNATORY)
TAN = Actor(person="tan", organisation="notaries", role=Role.WITNESS)
LEAL = Actor(person="leal", organisation="chamber", role=Role.NOTARY)
CLOCK = Actor(person="system", organisation="", role=Role.SYSTEM)

OPENED = DealOpened(
    at=NOON - 9 * DAY,
    deal="deal-1",
    edition="edition-1",
    project="project-1",
    title="Solar modules and local assembly",
    opener=LINGHAI,
    sponsor="fair",
    by="lin-yue",
    leading="agreement-1",
    leading_kind=Kind.AGREEMENT,
    tier=Tier.CONTRACT,
    classification=Classification(
        direction=Direction.OUTBOUND,
        mode="joint_venture",
        industry="2610",
        origin="CN",
        destination="PE-CAL",
        code_lists="isic-4",
        made_by="sato",
    ),
    policy=Policy(),
    expires_at=Deadline(at=NOON + 30 * DAY),
)
JOINED = PartyJoined(
    at=NOON - 8 * DAY, invitation="invitation-1", party=ANDES, by="rojas", voids=()
)
FRAME = Frame(
    values={
        "title": Wording(texts={"en": "Joint Venture Agreement"}),
        "amount": Money(amount="480000000", currency="CNY"),
    },
    authentic_languages=("en",),
    governing_law="Singapore",
    forum="Arbitration in Singapore",
    clause_ids=("scope",),
)
SCOPE = Clause(id="scope", texts={"en": ClauseText(title="Scope", body="Modules are assembled.")})
PARTIES_SHA256 = parties_sha256("deal-1", (ANDES, LINGHAI))
TABLED = OfferTabled(
    at=NOON - 2 * DAY,
    instrument="agreement-1",
    offer_no=1,
    principal="linghai",
    by="lin-yue",
    frame=FRAME,
    clauses=(SCOPE,),
    links=(),
    digests={
        "frame": frame_sha256("deal-1", "agreement-1", Kind.AGREEMENT, FRAME, (ANDES, LINGHAI)),
        "scope": clause_sha256("deal-1", "agreement-1", SCOPE, ("en",)),
    },
    parties_sha256=PARTIES_SHA256,
    voids={},
    expires_at=Deadline(at=NOON + DAY),
    irrevocable_until=None,
)


def deal_after(*events: DealEvent) -> Deal:
    """Return the deal in which exactly ``events`` have happened."""
    return reduce(evolve, events, Deal())


def and_then(deal: Deal, answer: EventsByStream) -> Deal:
    """Return ``deal`` after its part of a decision's answer."""
    return reduce(evolve, cast("Sequence[DealEvent]", answer.get(deal.id, ())), deal)


def _terms() -> str:
    deal = deal_after(OPENED, JOINED, TABLED)
    return terms_sha256(terms_of(deal, deal.instruments["agreement-1"]))


TERMS = _terms()
LOCKED = TermsLocked(
    at=NOON - DAY,
    instrument="agreement-1",
    terms_sha256=TERMS,
    parties_sha256=PARTIES_SHA256,
    principal="andes",
    by="rojas",
)
AGREED = (OPENED, JOINED, TABLED, LOCKED)
"""Everything up to the lock. Nobody asked for an approval."""


def mandate(number: int, person: str, organisation: str, **changes: object) -> Mandate:
    """Return a verified mandate to sign, with ``changes`` to what was recorded."""
    recorded = replace(
        RECORDED, mandate=f"mandate-{number}", person=person, organisation=organisation, **changes
    )
    return reduce(evolve_mandate, (recorded, VERIFIED), Mandate())


WENS = mandate(1, "wen-hao", "linghai")
QUISPES = mandate(2, "quispe", "andes")
NUNEZS = mandate(3, "nunez", "andes")
MANDATES = {m.id: m for m in (WENS, QUISPES, NUNEZS)}


def seat(field: str, role: SeatRole, of: str, turn: int, *sitters: Sitter) -> Seat:
    """Return the first required seat of its role and office or principal."""
    return Seat(field=field, role=role, of=of, number=1, turn=turn, sitters=sitters)


REGISTRY = seat("registry", SeatRole.REGISTRY, "fair", 0)
LINGHAIS = seat(
    "linghai-1", SeatRole.SIGNATORY, "linghai", 1, Sitter(person="wen-hao", mandate="mandate-1")
)
ANDESS = seat(
    "andes-1", SeatRole.SIGNATORY, "andes", 2, Sitter(person="quispe", mandate="mandate-2")
)
WITNESS = seat("witness", SeatRole.WITNESS, "notaries", 3)
NOTARY = seat("notary", SeatRole.NOTARY, "chamber", 4)
OFFICE = seat("official", SeatRole.OFFICIAL, "bureau", 5)
SEATS = (REGISTRY, LINGHAIS, ANDESS, WITNESS, NOTARY, OFFICE)


def revision(number: int) -> Revision:
    """Return the step from PDF ``number`` to the next; PDF 0 is the base."""
    return Revision(
        base_pdf_sha256=pdf(0), previous_pdf_sha256=pdf(number), pdf_sha256=pdf(number + 1)
    )


def pdf(number: int) -> str:
    """Return the digest that stands for the ``number``-th revision."""
    return f"{number:064x}"


OPENING = Opening(
    signing="signing-1",
    terms_sha256=TERMS,
    revision=revision(0),
    manifest_sha256="ab" * 32,
    certificate_sha256="cd" * 32,
    page_code="0f" * 16,
    instant="2026-09-08T12:00:00Z",
    seats=SEATS,
    rates=(),
    level="advanced",
    expires_at=Deadline(at=NOON + timedelta(hours=6)),
)


def attestation(field: str, number: int) -> Attestation:
    """Return a signature of ``field`` upon PDF ``number``."""
    return Attestation(
        field=field,
        revision=revision(number),
        certificate_sha256="ce" * 32,
        consent=Consent(language="en", method="passkey", evidence_sha256="ef" * 32),
    )
