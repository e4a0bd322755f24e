"""Moves at the table: letters of intent, offers, clauses, translations, the lock."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from aggregates.vocabulary import Value
from api.dealfile.fields import (
    Code,
    Count,
    Id,
    Moment,
    Name,
    Named,
    Prose,
    Selection,
    Sum,
    Tag,
    Text,
    TypedValue,
)
from api.dealfile.moves.move import InstrumentMove
from api.dealfile.moves.seats import SeatDraft
from api.dealfile.papers import Wording


class Rewording(msgspec.Struct, frozen=True, kw_only=True):
    """A clause in one language, changed; without a title the old one stays."""

    title: Name = ""
    body: Prose


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A clause, changed in the ``values`` and languages named; the others stay as they stand."""

    clause: Id
    values: dict[Code, TypedValue] = {}
    texts: dict[Tag, Rewording] = {}


class DraftInstrument(InstrumentMove, frozen=True, kw_only=True, tag="draft_instrument"):
    """Add an instrument beside the leading one."""


class SubmitIntent(InstrumentMove, frozen=True, kw_only=True, tag="submit_intent"):
    """Send the letter of intent, signed at the seat where ``by`` sits."""

    expires: Moment
    seats: tuple[SeatDraft, ...]


class AcceptIntent(InstrumentMove, frozen=True, kw_only=True, tag="accept_intent"):
    """Accept the letter of intent by signing it."""


class DeclineIntent(InstrumentMove, frozen=True, kw_only=True, tag="decline_intent"):
    """Decline the letter of intent, and with it the deal."""

    reason: Text


class TableOffer(InstrumentMove, frozen=True, kw_only=True, tag="table_offer"):
    """Table a version of the instrument.

    ``clauses`` are those of the file that are on the table after this move: what is there already
    stays as it stands, but for ``changes``. ``links`` are clauses that are accepted together.
    """

    clauses: Selection = "all"
    changes: tuple[Change, ...] = ()
    links: tuple[tuple[Id, ...], ...] = ()
    expires: Moment
    irrevocable_until: Moment | None = None


class WithdrawOffer(InstrumentMove, frozen=True, kw_only=True, tag="withdraw_offer"):
    """Take one's offer back."""

    reason: Text


class ExpireOffer(InstrumentMove, frozen=True, kw_only=True, tag="expire_offer"):
    """Close an offer whose deadline has passed; by ``system``."""


class AcceptClauses(InstrumentMove, frozen=True, kw_only=True, tag="accept_clauses"):
    """Accept rows of the table: clauses, and ``frame``; ``all`` is what is not accepted yet.

    ``version`` cites an older wording of the clauses, counted from 1 as they were tabled.
    """

    clauses: Selection
    excluding: tuple[Id, ...] = ()
    version: Count | None = None


class CounterClause(InstrumentMove, frozen=True, kw_only=True, tag="counter_clause"):
    """Put another wording of a clause; what is not given stays as it stands."""

    clause: Id
    values: dict[Code, TypedValue] = msgspec.field(default_factory=dict[str, Value])
    texts: dict[Tag, Rewording] = msgspec.field(default_factory=dict[str, Rewording])


class CounterFrame(InstrumentMove, frozen=True, kw_only=True, tag="counter_frame"):
    """Put another frame; what is not given stays as it stands."""

    title: Named = msgspec.field(default_factory=dict[str, str])
    amount: Sum | None = None
    values: dict[Code, TypedValue] = msgspec.field(default_factory=dict[str, Value])
    governing_law: Name = ""
    forum: Name = ""


class ReserveClause(InstrumentMove, frozen=True, kw_only=True, tag="reserve_clause"):
    """Note that a row is not acceptable as it stands; accepting it later lifts this."""

    clause: Id
    reason: Text


class TranslateClause(InstrumentMove, frozen=True, kw_only=True, tag="translate_clause"):
    """Put clauses into a language: by ``text`` for one clause, else as the file translates them."""

    language: Tag
    clauses: Selection
    text: Wording | None = None


class CertifyTranslation(InstrumentMove, frozen=True, kw_only=True, tag="certify_translation"):
    """Certify translations as they stand; ``all`` is what is not certified yet."""

    language: Tag
    clauses: Selection = "all"


class LockTerms(InstrumentMove, frozen=True, kw_only=True, tag="lock_terms"):
    """Lock the terms that every principal has accepted."""


class UnlockTerms(InstrumentMove, frozen=True, kw_only=True, tag="unlock_terms"):
    """Open locked terms again."""

    reason: Text


class ProposeCorrection(InstrumentMove, frozen=True, kw_only=True, tag="propose_correction"):
    """Propose to mend a slip of the pen in a locked clause, and in its translations."""

    clause: Id
    texts: dict[Tag, Rewording] = msgspec.field(default_factory=dict[str, Rewording])
    translations: dict[Tag, Rewording] = msgspec.field(default_factory=dict[str, Rewording])
    reason: Text


class ConfirmCorrection(InstrumentMove, frozen=True, kw_only=True, tag="confirm_correction"):
    """Confirm the proposed correction, as a lead or for an ``approval``."""

    approval: Id = ""


class WithdrawCorrection(InstrumentMove, frozen=True, kw_only=True, tag="withdraw_correction"):
    """Take back the correction that one's side has proposed."""

    reason: Text


TermsMove: TypeAlias = (
    DraftInstrument
    | SubmitIntent
    | AcceptIntent
    | DeclineIntent
    | TableOffer
    | WithdrawOffer
    | ExpireOffer
    | AcceptClauses
    | CounterClause
    | CounterFrame
    | ReserveClause
    | TranslateClause
    | CertifyTranslation
    | LockTerms
    | UnlockTerms
    | ProposeCorrection
    | ConfirmCorrection
    | WithdrawCorrection
)
