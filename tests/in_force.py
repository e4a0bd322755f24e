"""The agreement of Linghai and Andes in force, and what is then negotiated beside it.

`SIGNED` is where it begins. The functions take an amendment, or a termination, one step further by
the rules themselves, and return the deal.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from locked_deal import (
    AGREED,
    OPENING,
    attestation,
    deal_after,
    mandate,
    pdf,
)
from msgspec.structs import replace
from people import DAY, LIN, NOON, ROJAS
from signing_deal import QUISPE_SIGNED, SIGNING_OPENED, WEN_SIGNED

from aggregates.consolidated import consolidated_sha256
from aggregates.deal.amending.text import text_in_force
from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.signing.events import InstrumentExecuted
from aggregates.deal.signing.open_signing import OpenSigning, open_signing
from aggregates.deal.signing.sign import Sign, sign
from aggregates.deal.state import Deal
from aggregates.deal.terms.accept_clauses import AcceptClauses, accept_clauses
from aggregates.deal.terms.current import table_of
from aggregates.deal.terms.draft_instrument import DraftInstrument, draft_instrument
from aggregates.deal.terms.lock_terms import LockTerms, lock_terms
from aggregates.deal.terms.table_offer import TableOffer, table_offer
from aggregates.rates.state import Rates
from aggregates.vocabulary import (
    Actor,
    Clause,
    ClauseText,
    Deadline,
    Frame,
    Kind,
    Role,
    Seat,
    Tier,
    Value,
    Wording,
)

EXECUTED = InstrumentExecuted(
    at=NOON,
    instrument="agreement-1",
    terms_sha256=SIGNING_OPENED.terms_sha256,
    pdf_sha256=pdf(3),
)
SIGNED = (*AGREED, SIGNING_OPENED, WEN_SIGNED, QUISPE_SIGNED, EXECUTED)

WEN = Actor(person="wen-hao", organisation="linghai", role=Role.SIGNATORY)
QUISPE = Actor(person="quispe", organisation="andes", role=Role.SIGNATORY)
KINDS = (Kind.AMENDMENT, Kind.TERMINATION)
WENS = mandate(1, "wen-hao", "linghai", instruments=KINDS)
QUISPES = mandate(2, "quispe", "andes", instruments=KINDS)
MANDATES = {m.id: m for m in (WENS, QUISPES)}


def clause(name: str, body: str, **values: Value) -> Clause:
    """Return a clause in English."""
    texts = {"en": ClauseText(title=name.title(), body=body)}
    return Clause(id=name, values=dict(values), texts=texts)


WIDER = clause("scope", "Modules and frames are assembled.")
SURVEY = clause("survey", "The site is surveyed.")
NO_SURVEY = clause("survey", "Deleted.", deleted=Wording(texts={"en": "Survey"}))


def in_force(deal: Deal) -> str:
    """Return the digest of the text in force."""
    return consolidated_sha256(text_in_force(deal))


def frame_of(deal: Deal, *clauses: Clause, **values: Value) -> Frame:
    """Return a frame that is of the text in force."""
    return Frame(
        values={"title": Wording(texts={"en": "Amendment"}), **values},
        authentic_languages=("en",),
        governing_law="Singapore",
        forum="Arbitration in Singapore",
        clause_ids=tuple(one.id for one in clauses),
        annexes=(in_force(deal),),
    )


def draft(kind: Kind, instrument: str) -> DraftInstrument:
    """Return the request of Lin to draft an instrument."""
    return DraftInstrument(actor=LIN, at=NOON, instrument=instrument, kind=kind, tier=Tier.CONTRACT)


def offer(deal: Deal, instrument: str, *clauses: Clause, **values: Value) -> TableOffer:
    """Return the first offer of Linghai of an instrument with ``clauses``."""
    return TableOffer(
        actor=LIN,
        at=NOON,
        instrument=instrument,
        expected_offer_no=0,
        frame=frame_of(deal, *clauses, **values),
        clauses=clauses,
        links=(),
        expires_at=Deadline(at=NOON + DAY),
        irrevocable_until=None,
    )


def then(deal: Deal, events: Sequence[DealEvent]) -> Deal:
    """Return ``deal`` after ``events``."""
    return reduce(evolve, events, deal)


def drafted(deal: Deal, kind: Kind, instrument: str) -> Deal:
    """Return ``deal`` with an instrument drafted."""
    return then(deal, draft_instrument(deal, draft(kind, instrument)))


def tabled(deal: Deal, kind: Kind, instrument: str, *clauses: Clause, **values: Value) -> Deal:
    """Return ``deal`` with an instrument drafted and tabled by Linghai."""
    empty = drafted(deal, kind, instrument)
    return then(empty, table_offer(empty, offer(empty, instrument, *clauses, **values)))


def accepted(deal: Deal, instrument: str) -> Deal:
    """Return ``deal`` with all that is tabled of ``instrument`` accepted by Andes."""
    table = table_of(deal, deal.instruments[instrument])
    command = AcceptClauses(
        actor=ROJAS,
        at=NOON,
        instrument=instrument,
        cited=dict(table.digests),
        parties_sha256=table.parties_sha256,
    )
    return then(deal, accept_clauses(deal, command))


def lock(instrument: str) -> LockTerms:
    """Return the request of Rojas to lock an instrument."""
    return LockTerms(actor=ROJAS, at=NOON, instrument=instrument)


def locked(deal: Deal, kind: Kind, instrument: str, *clauses: Clause, **values: Value) -> Deal:
    """Return ``deal`` with an instrument drafted, tabled, accepted and locked."""
    agreed = accepted(tabled(deal, kind, instrument, *clauses, **values), instrument)
    return then(agreed, lock_terms(agreed, lock(instrument)))


def opening_of(deal: Deal, instrument: str, seats: tuple[Seat, ...] = OPENING.seats) -> OpenSigning:
    """Return the request of Lin to open the signing of a locked instrument."""
    terms = deal.instruments[instrument].matrix.locked_sha256
    opening = replace(OPENING, signing=f"of-{instrument}", terms_sha256=terms, seats=seats)
    return OpenSigning(actor=LIN, at=NOON, instrument=instrument, opening=opening)


def opened(
    deal: Deal, kind: Kind, instrument: str, *clauses: Clause, embargoed: bool = False
) -> Deal:
    """Return ``deal`` with an instrument on its way until its signing is open."""
    agreed = locked(deal, kind, instrument, *clauses)
    command = replace(opening_of(agreed, instrument), embargoed=embargoed)
    answer = open_signing(agreed, MANDATES, Rates(), command)
    return then(agreed, own(answer[deal.id]))


def signature(deal: Deal, instrument: str, who: Actor, number: int) -> Sign:
    """Return the signature of ``who`` upon PDF ``number``."""
    return Sign(
        actor=who,
        at=NOON,
        instrument=instrument,
        mandate=f"mandate-{number}",
        terms_sha256=deal.instruments[instrument].matrix.locked_sha256,
        attestation=attestation(f"{who.organisation}-1", number),
    )


def signed(deal: Deal, instrument: str) -> Deal:
    """Return ``deal`` with ``instrument`` signed by Linghai, then by Andes."""
    for number, who, held in ((1, WEN, WENS), (2, QUISPE, QUISPES)):
        answer = sign(deal, held, signature(deal, instrument, who, number))
        deal = then(deal, own(answer[deal.id]))
    return deal


def amended(deal: Deal, instrument: str, *clauses: Clause) -> Deal:
    """Return ``deal`` with an amendment executed."""
    return signed(opened(deal, Kind.AMENDMENT, instrument, *clauses), instrument)


def own(events: Sequence[object]) -> tuple[DealEvent, ...]:
    """Return the events of a deal, as its type has them."""
    return tuple(event for event in events if isinstance(event, DealEvent))


def agreement(events: Sequence[DealEvent] = SIGNED) -> Deal:
    """Return the deal in force."""
    return deal_after(*events)
