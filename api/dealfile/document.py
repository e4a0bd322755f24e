"""A whole deal file, read."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from aggregates.deal.parties.events import Direction
from api.dealfile.fair import Edition, Office, Project, Rate
from api.dealfile.fields import (
    BodyRef,
    Code,
    Country,
    Destination,
    Id,
    Industry,
    InstrumentRef,
    Name,
    PersonRef,
    Tag,
)
from api.dealfile.moves.approvals import ApprovalsMove
from api.dealfile.moves.authorities import AuthoritiesMove
from api.dealfile.moves.classification import CorrectClassification
from api.dealfile.moves.discussion import DiscussionMove
from api.dealfile.moves.ending import EndingMove
from api.dealfile.moves.filings import FilingsMove
from api.dealfile.moves.paper import PaperMove
from api.dealfile.moves.parties import PartiesMove
from api.dealfile.moves.performance import PerformanceMove
from api.dealfile.moves.publicity import PublicityMove
from api.dealfile.moves.signing import SigningMove
from api.dealfile.moves.terms import TermsMove
from api.dealfile.papers import Annex, InstrumentDraft
from api.dealfile.sides import Mandate, Organisation, Person

FORMAT: Final = "counterseal/deal/v1"

AnyMove: TypeAlias = (
    PartiesMove
    | TermsMove
    | DiscussionMove
    | ApprovalsMove
    | FilingsMove
    | SigningMove
    | PaperMove
    | EndingMove
    | AuthoritiesMove
    | PerformanceMove
    | CorrectClassification
    | PublicityMove
)


class Classification(msgspec.Struct, frozen=True, kw_only=True):
    """How figures count the deal; codes of the lists that ``code_lists`` names."""

    direction: Direction
    mode: Code
    industry: Industry
    origin: Country
    destination: Destination
    code_lists: Name
    made_by: PersonRef


class DealDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What the deal is about. ``opener`` is its first principal, or the sponsor's office.

    Every clause of every instrument is written in each of ``languages``.
    """

    title: Name
    opener: BodyRef
    leading: InstrumentRef
    languages: tuple[Tag, ...]
    classification: Classification


class DealFile(msgspec.Struct, frozen=True, kw_only=True):
    """A deal to be played: the fair, the sides, the papers, and the moves in their order."""

    format: Literal["counterseal/deal/v1"]
    edition: Edition
    rates: tuple[Rate, ...] = ()
    offices: dict[Id, Office]
    organisations: dict[Id, Organisation]
    people: dict[Id, Person]
    mandates: dict[Id, Mandate] = {}
    project: Project
    deal: DealDraft
    annexes: tuple[Annex, ...] = ()
    instruments: tuple[InstrumentDraft, ...]
    moves: tuple[AnyMove, ...]

    def instrument(self, identifier: str) -> InstrumentDraft:
        """Return the instrument of that id; the leading one for the empty id."""
        wanted = identifier or self.deal.leading
        return next(draft for draft in self.instruments if draft.id == wanted)
