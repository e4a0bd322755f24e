"""What is remembered of a deal beside its state: instants and positions that no decision asks for.

A deal's own state holds what the rules need. Lists, figures and an inbox ask more: since when it
stands where it stands, at which position a row was reworded, whose acceptance fell and by what.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple, TypeAlias

import msgspec

from aggregates.deal.parties.state import NOTHING
from aggregates.deal.state import Deal, Stage
from aggregates.vocabulary import (
    ClauseId,
    InstrumentId,
    Kind,
    Language,
    Money,
    OrganisationId,
    Rate,
    Sha256,
    Tier,
)

BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
"""The instant of what has not happened."""

RowKey: TypeAlias = tuple[InstrumentId, ClauseId]
CellKey: TypeAlias = tuple[InstrumentId, ClauseId, OrganisationId]


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """The wording of a row: what an acceptance of it cites, who put it, and where in the log."""

    sha256: Sha256
    principal: OrganisationId
    position: int


class Fallen(msgspec.Struct, frozen=True, kw_only=True):
    """An acceptance that fell by what somebody else did, and has not been given anew.

    ``because`` is the stored name of the event, ``by`` the side that did it (empty: none did).
    """

    sha256: Sha256
    accepted_at_position: int
    position: int
    because: str
    by: OrganisationId


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a principal said of a row last, or what befell it: ``position``.

    ``sha256`` is what its standing acceptance cites, empty if none stands; it was given at
    ``accepted_at_position``, 0 if it never was.
    """

    position: int
    sha256: Sha256 = ""
    accepted_at_position: int = 0
    fallen: Fallen | None = None


class Answers(NamedTuple):
    """What a row waits for from the sides: acceptances, answers to those who have ``held`` it.

    ``open`` are the principals that have not accepted it as it stands.
    """

    open: tuple[OrganisationId, ...]
    held: tuple[OrganisationId, ...]


class Tongues(NamedTuple):
    """What a row waits for from interpreters.

    Of the languages that the deal needs, those in which a clause is ``missing`` as it stands, or
    ``uncertified``.
    """

    missing: tuple[Language, ...]
    uncertified: tuple[Language, ...]


class Table(NamedTuple):
    """What each row of an instrument waits for, the frame first, and how many rows wait alike."""

    answers: Mapping[ClauseId, Answers]
    tongues: Mapping[ClauseId, Tongues]
    answered_alike: Mapping[Answers, int]
    translated_alike: Mapping[Tongues, int]

    @property
    def waits(self) -> bool:
        """Whether any row waits for anything."""
        return any(map(any, self.answered_alike)) or any(map(any, self.translated_alike))


NO_TABLE: Final = Table(NOTHING, NOTHING, NOTHING, NOTHING)


class Executed(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument that came into being, by the rates that were fixed for its signing.

    ``on_stage``: its signing was called on the stage before it was executed.
    """

    instrument: InstrumentId
    kind: Kind
    tier: Tier
    leading: bool
    amount: Money | None
    rates: tuple[Rate, ...]
    principals: tuple[OrganisationId, ...]
    at: datetime
    position: int
    on_stage: bool = False


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """How a deal ended that came to nothing: from which stage, and why.

    ``reason`` is one of few words that figures count by; ``words`` is what somebody wrote.
    """

    stage: Stage
    reason: str
    words: str
    at: datetime
    position: int


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """When an approval was asked for, and when it was given, if it was."""

    at: datetime
    granted_at: datetime | None = None


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A deal and its course so far.

    ``position`` is that of its last event; ``moved_at`` when a person last took a binding step.
    ``reached`` maps a stage to when the deal first came to it, ``stage_since`` is of the present
    one. ``approved_at`` is when every approval that its signing needs was first there,
    ``paid_in_at`` when a contribution was first verified. ``asked`` maps an instrument and an
    approval's id to when that was asked for. ``tables`` are of the instruments that are worded and
    not executed; ``languages`` are those in which the terms are needed. ``called`` are the
    instruments whose signing was called on the stage.
    """

    deal: Deal = Deal()
    position: int = 0
    opened_at: datetime = BEGINNING
    changed_at: datetime = BEGINNING
    moved_at: datetime = BEGINNING
    stage_since: datetime = BEGINNING
    reached: Mapping[Stage, datetime] = NOTHING
    approved_at: datetime | None = None
    paid_in_at: datetime | None = None
    counters: int = 0
    parties_sha256: Sha256 = ""
    languages: tuple[Language, ...] = ()
    tables: Mapping[InstrumentId, Table] = NOTHING
    rows: Mapping[RowKey, Written] = NOTHING
    said: Mapping[CellKey, Said] = NOTHING
    called: frozenset[InstrumentId] = frozenset()
    executed: Mapping[InstrumentId, Executed] = NOTHING
    asked: Mapping[tuple[InstrumentId, str], Asked] = NOTHING
    loss: Loss | None = None
