"""Put another frame."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from aggregates.deal.amending.text import require_of_text_in_force
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.at_table import (
    falls,
    require_cited,
    require_free,
    require_live_offer,
    require_table,
)
from aggregates.deal.terms.current import frame_of, is_accepted, row_digest, table_of
from aggregates.deal.terms.events import FRAME, FrameCountered
from aggregates.deal.terms.wording import check_frame
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Frame, InstrumentId, Sha256


class CounterFrame(Command, frozen=True, kw_only=True):
    """``frame`` is to stand in the place of the frame of the digest ``previous_sha256``."""

    instrument: InstrumentId
    frame: Frame
    previous_sha256: Sha256


def counter_frame(deal: Deal, command: CounterFrame) -> Sequence[FrameCountered]:
    """Put it; its author accepts it, and the others' acceptance of the frame falls.

    It may leave out or reorder clauses. New clauses, and other authentic languages, which every
    clause must follow, take a new offer.

    Raises:
        RuleError: ``no_live_offer``, ``not_on_table``, ``languages_changed``,
            ``clause_not_tabled``, ``nothing_changed``, ``irrevocable``, and as `require_table`,
            `check_frame` and `require_of_text_in_force`.
    """
    principal, instrument = require_table(deal, command, command.instrument, Progress.NEGOTIATING)
    table = table_of(deal, instrument)
    _check_frame(instrument, command.frame)
    after = replace(instrument, matrix=replace(instrument.matrix, frame=command.frame))
    require_of_text_in_force(deal, after)
    digest = row_digest(deal, after, FRAME)
    if table.digests[FRAME] == digest and is_accepted(table, FRAME, principal):
        return []
    offer = require_live_offer(deal, instrument, command.at)
    require_cited(table, FRAME, command.previous_sha256)
    if digest == command.previous_sha256:
        raise RuleError("nothing_changed", clause=FRAME)
    fallen = falls(instrument, {FRAME: digest})
    require_free(deal, instrument, principal, fallen, command.at)
    return [
        FrameCountered(
            at=command.at,
            instrument=instrument.id,
            offer_no=offer.number,
            frame=command.frame,
            frame_sha256=digest,
            previous_sha256=command.previous_sha256,
            parties_sha256=table.parties_sha256,
            principal=principal,
            by=command.actor.person,
            voids=tuple(s for s in fallen.get(FRAME, ()) if s != principal),
        )
    ]


def _check_frame(instrument: Instrument, frame: Frame) -> None:
    check_frame(frame)
    authentic = frame_of(instrument).authentic_languages
    if frame.authentic_languages != authentic:
        raise RuleError("languages_changed", authentic=authentic)
    for clause_id in frame.clause_ids:
        if clause_id not in instrument.matrix.clauses:
            raise RuleError("clause_not_tabled", clause=clause_id)
