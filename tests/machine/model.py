"""What a clerk with a notebook would know of a deal: who said what to which words, in full.

It is as simple as it can be. It knows no events and no digests of the product: what somebody cites
it looks up in ``read``, where the words stand that they had before them. A clock is the time left,
which runs down while the deal is not suspended; nothing ever shifts a deadline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from machine.cast import SIDES
from machine.digests import Words, clause_words, digest, frame_words, parties_words, party_list
from machine.digests import terms_words as _terms_words
from machine.wording import AGREEMENT
from people import NOON

from aggregates.deal.policy import Policy
from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import Clause, ClauseText, Frame, Kind, Rate, Seat


@dataclass
class Timer:
    """The time left."""

    left: timedelta

    @property
    def over(self) -> bool:
        """Whether nothing is left: the instant itself is too late."""
        return self.left <= timedelta(0)


class Consent(NamedTuple):
    """To which words somebody agreed, and among whom."""

    words: Words
    parties: Words


@dataclass
class Rendering:
    """A translation: of which words, and whether it is certified."""

    source: Words
    text: ClauseText
    certified: bool = False


@dataclass
class Offer:
    """The last offer."""

    number: int
    side: str
    until: Timer
    irrevocable: Timer | None
    live: bool = True


@dataclass
class Approval:
    """An approval that was asked for, and the terms in full that it is of."""

    kind: str
    side: str
    approver: str
    terms: Words
    granted: bool = False


@dataclass
class Correction:
    """A clerical correction under way: what the terms will be, and who has confirmed."""

    number: str
    clause: Clause
    translations: dict[str, ClauseText]
    side: str
    by: str
    terms: Words
    sides: set[str]
    approvals: set[str] = field(default_factory=set)


class Signature(NamedTuple):
    """Who signed, under which mandate (none for the registry and offices), which terms."""

    person: str
    mandate: str
    terms: Words


@dataclass
class Session:
    """A signing: its seats, and what was signed. ``pages`` are the digests of the revisions."""

    number: str
    opener: str
    terms: Words
    seats: dict[str, Seat]
    until: Timer
    pages: list[str]
    rates: tuple[Rate, ...]
    signatures: dict[str, Signature] = field(default_factory=dict)
    sealed: bool = False


@dataclass
class Paper:
    """An instrument. ``among`` are the parties between which it was executed."""

    id: str
    kind: Kind
    progress: str = "draft"
    frame: Frame | None = None
    clauses: dict[str, Clause] = field(default_factory=dict)
    links: tuple[tuple[str, ...], ...] = ()
    renderings: dict[tuple[str, str], Rendering] = field(default_factory=dict)
    consents: dict[tuple[str, str], Consent] = field(default_factory=dict)
    reservations: dict[tuple[str, str], Words] = field(default_factory=dict)
    drafters: set[str] = field(default_factory=set)
    offer: Offer | None = None
    locked: Words | None = None
    correction: Correction | None = None
    approvals: dict[str, Approval] = field(default_factory=dict)
    session: Session | None = None
    executed: Words | None = None
    among: Words | None = None

    def approval_of(self, side: str, kind: str) -> str:
        """Return the id of what ``side`` was asked to approve, or one that nobody bears."""
        asked = (key for key, a in self.approvals.items() if (a.side, a.kind) == (side, kind))
        return next(asked, "approval-0")

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows on the table: the frame, then the clauses."""
        return () if self.frame is None else (FRAME, *self.frame.clause_ids)

    @property
    def letter(self) -> bool:
        """Whether it is a letter of intent, which is accepted by signing it."""
        return self.kind is Kind.LETTER_OF_INTENT


@dataclass
class Proposal:
    """Something that takes the consent of every side, and the time that it would give."""

    number: str
    until: Timer
    sides: set[str]


@dataclass
class Model:
    """The notebook."""

    now: datetime = NOON
    stage: str = "none"
    policy: Policy = field(default_factory=Policy)
    sides: dict[str, str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    invited: dict[str, str] = field(default_factory=dict)
    participants: set[str] = field(default_factory=set)
    ended_by: str = ""
    ended_at: datetime | None = None
    suspended_at: datetime | None = None
    until: Timer = field(default_factory=lambda: Timer(timedelta(0)))
    extension: Proposal | None = None
    reopening: Proposal | None = None
    papers: dict[str, Paper] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    rates: tuple[Rate, ...] = ()
    read: dict[str, Words] = field(default_factory=dict)
    serial: int = 0

    def next_id(self, what: str) -> str:
        """Return an id that nobody has used."""
        self.serial += 1
        return f"{what}-{self.serial}"

    def parties(self, paper: Paper | None = None) -> Words:
        """Return the parties: now, or those between whom the paper was executed."""
        if paper is not None and paper.among is not None:
            return paper.among
        return party_list(SIDES[side] for side in self.sides)

    def words(self, paper: Paper, row: str) -> Words:
        """Return what a row of the table says now."""
        assert paper.frame is not None
        if row == FRAME:
            return frame_words(paper.id, paper.frame, self.parties(paper))
        return clause_words(paper.id, paper.clauses[row])

    def terms(self, paper: Paper) -> Words:
        """Return the terms as they stand, with every translation that is not stale."""
        assert paper.frame is not None
        return _terms_words(
            paper.id,
            paper.frame,
            [(paper.clauses[row], fresh(self, paper, row)) for row in paper.frame.clause_ids],
            self.parties(paper),
        )

    def cite(self, words: Words) -> str:
        """Return the digest of ``words``, which somebody has read."""
        cited = digest(words)
        self.read[cited] = words
        return cited

    def cite_row(self, paper: Paper, row: str) -> str:
        """Return what cites a row of the table; of none if it is not there."""
        return self.cite(self.words(paper, row)) if row in paper.rows else "00" * 32

    def cite_parties(self) -> str:
        """Return what cites the party set as it is now."""
        return self.cite(parties_words(self.parties()))

    def cite_terms(self, paper: Paper) -> str:
        """Return what cites the terms that are locked; of none if none are."""
        return self.cite(paper.locked) if paper.locked is not None else "00" * 32

    def agrees(self, paper: Paper, row: str, side: str) -> bool:
        """Return whether ``side`` has agreed to the row as it stands, among these parties."""
        wanted = Consent(self.words(paper, row), self.parties(paper))
        return paper.consents.get((row, side)) == wanted

    def missing(self, paper: Paper) -> Iterator[tuple[str, str]]:
        """Yield each row and side whose consent is not there."""
        for row in paper.rows:
            for side in self.sides:
                if not self.agrees(paper, row, side):
                    yield row, side

    @property
    def leading(self) -> Paper:
        """The instrument that the deal is about."""
        return self.papers[AGREEMENT]

    def timers(self) -> Iterator[Timer]:
        """Yield every clock that a suspension stops."""
        yield self.until
        for proposal in (self.extension, self.reopening):
            if proposal is not None:
                yield proposal.until
        for paper in self.papers.values():
            if paper.offer is not None:
                yield paper.offer.until
                if paper.offer.irrevocable is not None:
                    yield paper.offer.irrevocable
            if paper.session is not None:
                yield paper.session.until

    def wait(self, time: timedelta) -> None:
        """Let ``time`` pass."""
        self.now += time
        if self.suspended_at is None:
            for timer in self.timers():
                timer.left -= time


def fresh(model: Model, paper: Paper, row: str) -> dict[str, ClauseText]:
    """Return the translations of a clause that are of its present words."""
    source = model.words(paper, row)
    return {
        language: rendering.text
        for (of, language), rendering in paper.renderings.items()
        if of == row and rendering.source == source
    }
