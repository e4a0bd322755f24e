"""Moves that put the deal before authorities."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.deal.filings.events import FilingEffect, Outcome
from api.dealfile.fields import Code, Id, Moment, Name, OrganisationRef, Prose, Text
from api.dealfile.moves.move import InstrumentMove, Move


class RequireFiling(InstrumentMove, frozen=True, kw_only=True, tag="require_filing"):
    """Require a step with an authority of one side, or of any; ``filing`` is its id."""

    filing: Id
    kind: Code
    authority: Name
    effect: FilingEffect = FilingEffect.BLOCKING
    of: OrganisationRef = ""
    due: Moment


class SubmitFiling(Move, frozen=True, kw_only=True, tag="submit_filing"):
    """Put a filing before its authority; what was handed in is kept by its digest."""

    filing: Id
    document: Prose


class WithdrawFiling(Move, frozen=True, kw_only=True, tag="withdraw_filing"):
    """Take a submission back."""

    filing: Id
    reason: Text


class ExtendFiling(Move, frozen=True, kw_only=True, tag="extend_filing"):
    """Give more time to submit."""

    filing: Id
    due: Moment


class LiftFiling(Move, frozen=True, kw_only=True, tag="lift_filing"):
    """Find that a filing is not required after all."""

    filing: Id
    reason: Text


class DecideFiling(Move, frozen=True, kw_only=True, tag="decide_filing"):
    """Record the authority's decision; its wording is kept by its digest."""

    filing: Id
    outcome: Outcome
    decision: Prose
    reason: Text = ""


FilingsMove: TypeAlias = (
    RequireFiling | SubmitFiling | WithdrawFiling | ExtendFiling | LiftFiling | DecideFiling
)
