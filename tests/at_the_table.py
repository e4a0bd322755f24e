"""The agreement of the three sides on the table: a frame, three clauses, what is said of them.

`TABLED` is Linghai's first offer; the functions return what others then say, with the digests
that are right for exactly these events.
"""

from __future__ import annotations

from collections.abc import Sequence

from locked_deal import deal_after
from people import DAY, LIN, NOON, ROJAS
from three_sides import ENGAGED, IBARRA, NOWAK, SIDES

from aggregates.deal.events import DealEvent
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.current import table_of, terms_of
from aggregates.deal.terms.events import (
    FRAME,
    ClauseAccepted,
    ClauseCountered,
    ClauseReserved,
    ClauseTranslated,
    OfferTabled,
    TermsLocked,
    TranslationCertified,
)
from aggregates.terms import (
    clause_sha256,
    frame_sha256,
    parties_sha256,
    terms_sha256,
    translation_sha256,
)
from aggregates.vocabulary import (
    Actor,
    Clause,
    ClauseText,
    Deadline,
    Frame,
    Kind,
    Money,
    Value,
    Wording,
)

TERMS_FRAME = Frame(
    values={
        "title": Wording(texts={"en": "Joint Venture Agreement"}),
        "amount": Money(amount="480000000", currency="CNY"),
    },
    authentic_languages=("en",),
    governing_law="Singapore",
    forum="Arbitration in Singapore",
    clause_ids=("scope", "capital", "term"),
)


def clause(name: str, body: str, **values: Value) -> Clause:
    """Return a clause in English alone."""
    texts = {"en": ClauseText(title=name.title(), body=body)}
    return Clause(id=name, values=dict(values), texts=texts)


SCOPE = clause("scope", "Modules are assembled.")
CAPITAL = clause("capital", "Capital is paid in.", capital=Money(amount="500", currency="CNY"))
TERM = clause("term", "It lasts ten years.")
LESS_CAPITAL = clause("capital", "Less is paid in.", capital=Money(amount="480", currency="CNY"))
PARTIES = parties_sha256("deal-1", SIDES)


def digest_of(tabled: Clause) -> str:
    """Return what an acceptance of ``tabled`` cites."""
    return clause_sha256("deal-1", "agreement-1", tabled, ("en",))


def digest_of_frame(frame: Frame) -> str:
    """Return what an acceptance of ``frame`` cites, between the three sides."""
    return frame_sha256("deal-1", "agreement-1", Kind.AGREEMENT, frame, SIDES)


TABLED = OfferTabled(
    at=NOON,
    instrument="agreement-1",
    offer_no=1,
    principal="linghai",
    by="lin-yue",
    frame=TERMS_FRAME,
    clauses=(SCOPE, CAPITAL, TERM),
    links=(),
    digests={
        FRAME: digest_of_frame(TERMS_FRAME),
        **{tabled.id: digest_of(tabled) for tabled in (SCOPE, CAPITAL, TERM)},
    },
    parties_sha256=PARTIES,
    voids={},
    expires_at=Deadline(at=NOON + DAY),
    irrevocable_until=None,
)
ON_TABLE = (*ENGAGED, TABLED)
ROWS = (FRAME, "scope", "capital", "term")


def agreement_after(*events: DealEvent) -> tuple[Deal, Instrument]:
    """Return the deal after ``events``, and its leading instrument."""
    deal = deal_after(*events)
    return deal, deal.instruments["agreement-1"]


def digests_after(*events: DealEvent) -> dict[str, str]:
    """Return what an acceptance of each row must cite after ``events``."""
    return dict(table_of(*agreement_after(*events)).digests)


def terms_after(*events: DealEvent) -> str:
    """Return the digest of the terms that stand after ``events``."""
    return terms_sha256(terms_of(*agreement_after(*events)))


def accepted(
    who: Actor, digests: dict[str, str], rows: Sequence[str] = ROWS
) -> tuple[ClauseAccepted, ...]:
    """Return the acceptance by ``who`` of ``rows``, in this order."""
    return tuple(
        ClauseAccepted(
            at=NOON,
            instrument="agreement-1",
            clause=row,
            clause_sha256=digests[row],
            parties_sha256=PARTIES,
            principal=who.organisation,
            by=who.person,
        )
        for row in rows
    )


FIRST = TABLED.digests
ALL_ACCEPTED = (*ON_TABLE, *accepted(ROJAS, FIRST), *accepted(NOWAK, FIRST))


def countered(
    who: Actor, other: Clause, previous: Clause, *voids: str, offer_no: int = 1
) -> ClauseCountered:
    """Return the counter by ``who`` of ``previous`` with ``other``."""
    return ClauseCountered(
        at=NOON,
        instrument="agreement-1",
        offer_no=offer_no,
        clause=other,
        clause_sha256=digest_of(other),
        previous_sha256=digest_of(previous),
        parties_sha256=PARTIES,
        principal=who.organisation,
        by=who.person,
        voids=voids,
    )


def reserved(who: Actor, row: str, digest: str) -> ClauseReserved:
    """Return the reservation by ``who`` of ``row`` in the wording of ``digest``."""
    return ClauseReserved(
        at=NOON,
        instrument="agreement-1",
        clause=row,
        clause_sha256=digest,
        principal=who.organisation,
        by=who.person,
        reason="The board has not decided.",
    )


CHINESE = ClauseText(title="范围", body="组件在当地组装。")


def translated(source: Clause, text: ClauseText = CHINESE) -> ClauseTranslated:
    """Return the translation of ``source`` into Chinese."""
    return ClauseTranslated(
        at=NOON,
        instrument="agreement-1",
        clause=source.id,
        clause_sha256=digest_of(source),
        language="zh-Hans",
        text=text,
        translation_sha256=translation_sha256(digest_of(source), "zh-Hans", text),
        by=IBARRA.person,
    )


def certified(translation: ClauseTranslated) -> TranslationCertified:
    """Return the certificate of ``translation``."""
    return TranslationCertified(
        at=NOON,
        instrument="agreement-1",
        clause=translation.clause,
        clause_sha256=translation.clause_sha256,
        language=translation.language,
        translation_sha256=translation.translation_sha256,
        by=IBARRA.person,
    )


def locked(*events: DealEvent) -> TermsLocked:
    """Return the lock by Lin of the terms that stand after ``events``."""
    return TermsLocked(
        at=NOON,
        instrument="agreement-1",
        terms_sha256=terms_after(*events),
        parties_sha256=PARTIES,
        principal=LIN.organisation,
        by=LIN.person,
    )


LOCKED = locked(*ALL_ACCEPTED)
AGREED = (*ALL_ACCEPTED, LOCKED)
