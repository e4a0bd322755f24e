"""What a clerk with a notebook would know of a deal: who said what to which words, in full.

It is as simple as it can be. It knows no events and no digests of the product: what somebody cites
it looks up in ``read``, where the words stand that they had before them. A clock is the time left,
which runs down while nothing stops it; nothing ever shifts a deadline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from machine.cast import SIDES
from machine.consolidated import consolidated_words
from machine.digests import Words, clause_words, digest, frame_words, parties_words, party_list
from machine.digests import terms_words as _terms_words
from machine.later import Filing, Notice, Performed, Record, Scan
from machine.timer import Timer
from machine.wording import AGREEMENT
from people import NOON

from aggregates.deal.parties.events import Classification
from aggregates.deal.policy import Policy
from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import Clause, ClauseText, Frame, Kind, Rate, Seat


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


class Pen(NamedTuple):
    """Who has the pen, and until when. It is nobody's clock: no stop moves it.

    ``field`` is where something is laid out for them, to be signed outside.
    """

    person: str
    until: datetime
    field: str = ""


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
    embargoed: bool = False
    pen: Pen | None = None
    scan: Scan | None = None

    @property
    def scan_counts(self) -> bool:
        """Whether it was signed by hand, and nothing is in the file."""
        return self.scan is not None and self.scan.attested


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

    def timers(self) -> Iterator[Timer]:
        """Yield the clocks of its offer and of its signing."""
        if self.offer is not None:
            yield self.offer.until
            if self.offer.irrevocable is not None:
                yield self.offer.irrevocable
        if self.session is not None:
            yield self.session.until

    @property
    def changing(self) -> bool:
        """Whether it changes or ends what is in force."""
        return self.kind in {Kind.AMENDMENT, Kind.TERMINATION}

    @property
    def pledging(self) -> bool:
        """Whether money is pledged in it, for which the edition asks approvals."""
        return self.kind in {Kind.AGREEMENT, Kind.AMENDMENT}

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
    granted: set[tuple[str, str, str]] = field(default_factory=set)
    """Who is let read, by which side, which part."""
    consents: set[tuple[str, str, str]] = field(default_factory=set)
    """Of which paper which side lets what be published."""
    confidential: set[str] = field(default_factory=set)
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
    classification: Classification | None = None
    theme: str | None = None
    place: int = 0
    filings: dict[str, Filing] = field(default_factory=dict)
    performed: Performed = field(default_factory=Performed)
    notices: dict[str, Notice] = field(default_factory=dict)
    amendments: list[str] = field(default_factory=list)
    disputes: dict[str, Record] = field(default_factory=dict)
    halts: dict[str, Record] = field(default_factory=dict)
    annulled: set[str] = field(default_factory=set)
    attached: set[str] = field(default_factory=set)

    def forget_grants(self, side: str) -> None:
        """Let no grant or consent stand that is by ``side`` or to it: it has come, or gone."""
        self.granted = {one for one in self.granted if side not in one[:2]}
        self.consents = {one for one in self.consents if one[1] != side}
        self.confidential.discard(side)

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

    def in_force(self) -> Words:
        """Return the text in force: the agreement as every amendment has left it."""
        amendments = [self.papers[key] for key in self.amendments if key not in self.annulled]
        words = [paper.executed for paper in (self.leading, *amendments)]
        return consolidated_words([said for said in words if said is not None])

    def is_current(self, paper: Paper) -> bool:
        """Return whether the paper, if it changes a text, changes the one that is in force."""
        if not paper.changing or paper.frame is None:
            return True
        return paper.frame.annexes[:1] == (digest(self.in_force()),)

    def is_over(self) -> bool:
        """Return whether nothing is to be done any more under the leading instrument."""
        return self.stage in {"terminated", "fulfilled"} or AGREEMENT in self.annulled

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

    @property
    def stopped(self) -> bool:
        """Whether the clocks stand still, for whatever reason, or for several."""
        waiting = any(filing.status == "submitted" for filing in self.filings.values())
        return waiting or self.suspended_at is not None

    def timers(self) -> Iterator[Timer]:
        """Yield every clock that can be stopped."""
        yield self.until
        for proposal in (self.extension, self.reopening):
            if proposal is not None:
                yield proposal.until
        yield from (filing.due for filing in self.filings.values() if not filing.done)
        yield from (notice.left for notice in self.notices.values())
        for paper in self.papers.values():
            yield from paper.timers()

    def wait(self, time: timedelta) -> None:
        """Let ``time`` pass."""
        self.now += time
        if not self.stopped:
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
