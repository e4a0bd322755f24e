"""A deal of three principals, from its opening to the executed letter of intent.

Linghai opened it, Andes and Wisla joined; `ENGAGED` is where the negotiation begins.
"""

from __future__ import annotations

from locked_deal import (
    ANDES,
    JOINED,
    LINGHAI,
    OPENED,
    REGISTRY,
    attestation,
    deal_after,
    mandate,
    revision,
    seat,
)
from msgspec.structs import asdict
from people import DAY, LIN, NOON, ROJAS

from aggregates.deal.evolve import evolve
from aggregates.deal.parties.events import ParticipantAdded, ParticipantRole, PartyJoined
from aggregates.deal.signing.events import InstrumentExecuted, SignatureApplied, SigningOpened
from aggregates.deal.signing.open_signing import Opening
from aggregates.deal.terms.current import terms_of
from aggregates.deal.terms.events import (
    Bindingness,
    InstrumentDrafted,
    IntentAccepted,
    IntentSubmitted,
)
from aggregates.terms import terms_sha256
from aggregates.vocabulary import (
    Actor,
    Clause,
    ClauseText,
    Deadline,
    Frame,
    Kind,
    Party,
    Role,
    SeatRole,
    Sitter,
    Tier,
    Wording,
)

WISLA = Party(id="wisla", legal_name="Wisla Kapital", country="PL", registration="PL-3")
NOWAK = Actor(person="nowak", organisation="wisla", role=Role.LEAD)
IBARRA = Actor(person="ibarra", organisation="lexis", role=Role.INTERPRETER)
SYSTEM = Actor(person="system", organisation="", role=Role.SYSTEM)

SIDES = (ANDES, LINGHAI, WISLA)
WISLA_JOINED = PartyJoined(
    at=NOON - 7 * DAY, invitation="invitation-2", party=WISLA, by="nowak", voids=()
)
LEXIS_ADDED = ParticipantAdded(
    at=NOON - 7 * DAY,
    organisation="lexis",
    role=ParticipantRole.ADVISER,
    principal="linghai",
    by="lin-yue",
)
DRAFTED = InstrumentDrafted(
    at=NOON - 6 * DAY,
    instrument="letter-1",
    kind=Kind.LETTER_OF_INTENT,
    tier=Tier.INTENTION,
    principal="linghai",
    by="lin-yue",
)
TOGETHER = (OPENED, JOINED, WISLA_JOINED, LEXIS_ADDED, DRAFTED)
"""Three principals, and a letter of intent that is not yet written."""

LETTER_FRAME = Frame(
    values={"title": Wording(texts={"en": "Letter of Intent"})},
    authentic_languages=("en",),
    governing_law="Singapore",
    forum="Arbitration in Singapore",
    clause_ids=("aim",),
)
AIM = Clause(id="aim", texts={"en": ClauseText(title="Aim", body="The sides negotiate.")})


def _sent(terms: str) -> IntentSubmitted:
    return IntentSubmitted(
        at=NOON,
        instrument="letter-1",
        principal="linghai",
        by="lin-yue",
        frame=LETTER_FRAME,
        clauses=(AIM,),
        bindingness=Bindingness.NOT_BINDING,
        terms_sha256=terms,
        expires_at=Deadline(at=NOON + DAY),
    )


def _letter_terms() -> str:
    deal = evolve(deal_after(*TOGETHER), _sent(""))
    return terms_sha256(terms_of(deal, deal.instruments["letter-1"]))


LETTER_TERMS = _letter_terms()
SENT = _sent(LETTER_TERMS)

_KINDS = (Kind.LETTER_OF_INTENT,)
LINS = mandate(11, "lin-yue", "linghai", instruments=_KINDS)
ROJASS = mandate(12, "rojas", "andes", instruments=_KINDS)
NOWAKS = mandate(13, "nowak", "wisla", instruments=_KINDS)
LETTER_MANDATES = {m.id: m for m in (LINS, ROJASS, NOWAKS)}


def _seat_of(who: Actor, number: int) -> Sitter:
    return Sitter(person=who.person, mandate=f"mandate-{number}")


LETTER_OPENING = Opening(
    signing="signing-0",
    terms_sha256=LETTER_TERMS,
    revision=revision(0),
    manifest_sha256="ab" * 32,
    certificate_sha256="cd" * 32,
    page_code="0f" * 16,
    instant="2026-09-08T12:00:00Z",
    seats=(
        REGISTRY,
        seat("linghai-1", SeatRole.SIGNATORY, "linghai", 1, _seat_of(LIN, 11)),
        seat("andes-1", SeatRole.SIGNATORY, "andes", 2, _seat_of(ROJAS, 12)),
        seat("wisla-1", SeatRole.SIGNATORY, "wisla", 2, _seat_of(NOWAK, 13)),
    ),
    rates=(),
    level="advanced",
    expires_at=Deadline(at=NOON + DAY),
)
LETTER_OPENED = SigningOpened(
    **asdict(LETTER_OPENING),
    at=NOON,
    instrument="letter-1",
    principal="linghai",
    by="lin-yue",
)


def letter_signed(who: Actor, number: int) -> SignatureApplied:
    """Return the signature of ``who`` upon PDF ``number``, under mandate 10 + ``number``."""
    return SignatureApplied(
        **asdict(attestation(f"{who.organisation}-1", number)),
        at=NOON,
        instrument="letter-1",
        principal=who.organisation,
        by=who.person,
        mandate=f"mandate-{10 + number}",
        terms_sha256=LETTER_TERMS,
    )


def letter_accepted(who: Actor, number: int) -> tuple[IntentAccepted, SignatureApplied]:
    """Return the acceptance of ``who``, by the signature upon PDF ``number``."""
    accepted = IntentAccepted(
        at=NOON,
        instrument="letter-1",
        principal=who.organisation,
        by=who.person,
        terms_sha256=LETTER_TERMS,
    )
    return accepted, letter_signed(who, number)


LETTER_EXECUTED = InstrumentExecuted(
    at=NOON,
    instrument="letter-1",
    terms_sha256=LETTER_TERMS,
    pdf_sha256=revision(3).pdf_sha256,
)
LETTER_SENT = (*TOGETHER, SENT, LETTER_OPENED, letter_signed(LIN, 1))
"""The letter is signed by its sender, and waits for the two others."""
HALF_ACCEPTED = (*LETTER_SENT, *letter_accepted(ROJAS, 2))
ENGAGED = (*HALF_ACCEPTED, *letter_accepted(NOWAK, 3), LETTER_EXECUTED)
