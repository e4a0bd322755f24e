"""Moves that put the deal before authorities."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import assert_never

from aggregates.deal.filings import decide_filing as deciding
from aggregates.deal.filings import extend_filing as extending
from aggregates.deal.filings import lift_filing as lifting
from aggregates.deal.filings import require_filing as requiring
from aggregates.deal.filings import submit_filing as submitting
from aggregates.deal.filings import withdraw_filing as withdrawing
from aggregates.vocabulary import Actor, Role
from api.dealfile.moves import filings as moves
from api.play.stage import Stage
from api.play.venue import Told


def play_filings(stage: Stage, at: datetime, move: moves.FilingsMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    official = stage.cast.actor(move, Role.OFFICIAL)
    lead = stage.cast.actor(move, Role.LEAD)
    match move:
        case moves.RequireFiling():
            return _require(stage, at, move, official)
        case moves.SubmitFiling():
            return _submit(stage, at, move, lead)
        case moves.WithdrawFiling():
            taking_back = withdrawing.WithdrawFiling(
                actor=lead, at=at, filing=move.filing, reason=move.reason
            )
            return stage.edition(stage.source, withdrawing.withdraw_filing, taking_back)
        case moves.ExtendFiling():
            due = stage.cast.deadline(stage.cast.instant(move.due, at))
            longer = extending.ExtendFiling(actor=official, at=at, filing=move.filing, due=due)
            return stage.edition(stage.source, extending.extend_filing, longer)
        case moves.LiftFiling():
            lift = lifting.LiftFiling(actor=official, at=at, filing=move.filing, reason=move.reason)
            return stage.edition(stage.source, lifting.lift_filing, lift)
        case moves.DecideFiling():
            return _decide(stage, at, move, official)
        case _:
            assert_never(move)


def _require(stage: Stage, at: datetime, move: moves.RequireFiling, actor: Actor) -> Told:
    cast = stage.cast
    command = requiring.RequireFiling(
        actor=actor,
        at=at,
        filing=move.filing,
        instrument=cast.id(stage.file.instrument(move.instrument).id),
        kind=move.kind,
        authority=move.authority,
        effect=move.effect,
        principal=cast.id(move.of),
        due=cast.deadline(cast.instant(move.due, at)),
    )
    return stage.edition(stage.source, requiring.require_filing, command)


def _submit(stage: Stage, at: datetime, move: moves.SubmitFiling, actor: Actor) -> Told:
    document = move.document.encode()
    command = submitting.SubmitFiling(
        actor=actor,
        at=at,
        filing=move.filing,
        submission_sha256=hashlib.sha256(document).hexdigest(),
    )
    return stage.edition(stage.source, submitting.submit_filing, command, blobs=(document,))


def _decide(stage: Stage, at: datetime, move: moves.DecideFiling, actor: Actor) -> Told:
    decision = move.decision.encode()
    command = deciding.DecideFiling(
        actor=actor,
        at=at,
        filing=move.filing,
        outcome=move.outcome,
        decision_sha256=hashlib.sha256(decision).hexdigest(),
        reason=move.reason,
    )
    return stage.edition(stage.source, deciding.decide_filing, command, blobs=(decision,))
