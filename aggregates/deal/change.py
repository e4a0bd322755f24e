"""Small steps from one frozen state to the next, shared by the four `evolve`s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, TypeVar

from msgspec.structs import replace

from aggregates.deal.clock import wound
from aggregates.deal.filings.state import Filing, Status
from aggregates.deal.parties.state import Parties
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.vocabulary import InstrumentId, Kind

K = TypeVar("K")
V = TypeVar("V")

STAGE_OF: Final[Mapping[Progress, Stage]] = {
    Progress.DRAFT: Stage.ENGAGED,
    Progress.NEGOTIATING: Stage.NEGOTIATING,
    Progress.LOCKED: Stage.AGREED,
    Progress.APPROVING: Stage.APPROVING,
    Progress.SIGNING: Stage.SIGNING,
    Progress.EXECUTED: Stage.SIGNED,
}
"""How the leading instrument's progress moves the deal's stage."""


_LIFE: Final = tuple(Stage)
"""The stages in the order of a deal's life."""


def put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """Return ``mapping`` with ``key`` set."""
    changed = dict(mapping)  # quicker than unpacking; a replay does this three times an event
    changed[key] = value
    return changed


def without(mapping: Mapping[K, V], keys: Iterable[K]) -> Mapping[K, V]:
    """Return ``mapping`` less ``keys``."""
    gone = frozenset(keys)
    return {key: value for key, value in mapping.items() if key not in gone}


def with_instrument(deal: Deal, instrument: Instrument) -> Deal:
    """Return the deal with ``instrument`` in its place, its stage as before."""
    return replace(deal, instruments=put(deal.instruments, instrument.id, instrument))


def moved(deal: Deal, instrument: Instrument, progress: Progress) -> Deal:
    """Return the deal with ``instrument`` at ``progress``; the leading one moves the stage too."""
    changed = with_instrument(deal, replace(instrument, progress=progress))
    if instrument.id != deal.leading:
        return changed
    return replace(changed, stage=STAGE_OF[progress])


def reopened(instrument: Instrument) -> Instrument:
    """Return ``instrument`` with open terms: no acceptance, lock, approval or signing stands.

    Reservations stay, as long as the wording does: nobody's objection is forgotten. A letter of
    intent has no table to go back to: it is void, and is sent anew.
    """
    matrix = replace(instrument.matrix, acceptances={}, locked_sha256="", correction=None)
    progress = _before_lock(instrument)
    return replace(instrument, progress=progress, matrix=matrix, approvals={}, signing=None)


def voided(deal: Deal, instruments: Iterable[InstrumentId]) -> Deal:
    """Return the deal with each of ``instruments`` reopened; the stage is the caller's to set."""
    fallen = {key: reopened(deal.instruments[key]) for key in instruments}
    return replace(deal, instruments={**deal.instruments, **fallen})


def falling(deal: Deal) -> tuple[InstrumentId, ...]:
    """Return, sorted, the instruments of which something falls when the party set changes.

    That is whatever is not executed and has an acceptance, a lock, an approval or a signing.
    """
    return tuple(sorted(key for key, value in deal.instruments.items() if _may_fall(value)))


def ended(deal: Deal, stage: Stage, at: datetime, parties: Parties) -> Deal:
    """Return the deal at its end: of what was not executed nothing stands, and no offer lives.

    No clock stands still any more: a filing that waited is to be submitted anew in a new round.
    What stood until ``at`` has stood, and is not lost: every deadline is later by that.
    """
    since = wound(deal, at)
    until = since.parties.expires_at
    return replace(
        since,
        stage=stage,
        parties=replace(parties, expires_at=until, extension=None, stopped_at=None),
        instruments={key: _ended(value) for key, value in since.instruments.items()},
        filings={key: _unanswered(value) for key, value in since.filings.items()},
    )


def earlier(stage: Stage, other: Stage) -> Stage:
    """Return the one of two stages of the deal's life that comes first."""
    return min(stage, other, key=_LIFE.index)


def _may_fall(instrument: Instrument) -> bool:
    if instrument.progress is Progress.EXECUTED:
        return False
    matrix = instrument.matrix
    accepted = any(matrix.acceptances.values())
    locked = bool(matrix.locked_sha256 or instrument.approvals)
    return accepted or locked or instrument.signing is not None


def _ended(instrument: Instrument) -> Instrument:
    if instrument.progress is Progress.EXECUTED:
        return instrument
    matrix, offer = instrument.matrix, instrument.matrix.offer
    if offer is not None:
        matrix = replace(matrix, offer=replace(offer, live=False))
    return reopened(replace(instrument, matrix=matrix))


def _unanswered(filing: Filing) -> Filing:
    if filing.status is not Status.SUBMITTED:
        return filing
    return replace(filing, status=Status.REQUIRED)


def _before_lock(instrument: Instrument) -> Progress:
    if instrument.matrix.frame is None:
        return Progress.DRAFT
    if instrument.kind is Kind.LETTER_OF_INTENT:
        return Progress.VOID
    return Progress.NEGOTIATING
