"""How one deal goes, move by move: a plot calls what happens next, and says how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from aggregates.deal.publicity.events import Item
from api.dealfile.document import AnyMove
from api.dealfile.moves import approvals, discussion, parties, publicity, signing, terms
from api.dealfile.moves.seats import SeatDraft, SitterDraft
from api.fair.material import Entry, Said
from api.fair.pairing import Pairing
from api.fair.wording import Paper

REGISTRAR: Final = "an-ruoshui"
OFFICIAL: Final = "zhou-jingzhi"
VERIFIER: Final = "fang-xiaolan"
ATTESTATION: Final = "commerce-attestation"
LETTER: Final = "letter"


def lead_of(entry: Entry) -> str:
    """Return who negotiates and signs for an organisation."""
    return f"{entry.id}-lead"


def board_of(entry: Entry) -> str:
    """Return who approves for an organisation: never who signs."""
    return f"{entry.id}-board"


def mandate_of(entry: Entry, what: str) -> str:
    """Return a mandate: a lead's for ``letters`` or to ``sign``, a board's to ``approve``."""
    return f"{entry.id}-{what}"


class Story:
    """The moves of one deal so far; ``hours`` are after the move before."""

    def __init__(self, pairing: Pairing, paper: Paper, said: Said) -> None:
        self.pairing = pairing
        self.paper = paper
        self.opener, self.owner = pairing.opener, pairing.owner
        self.length = timedelta()
        self._said = said
        self._moves: list[AnyMove] = []

    def moves(self, begin: datetime) -> tuple[AnyMove, ...]:
        """Return the moves, the first made at ``begin``."""
        first, *others = self._moves
        return (replace(first, at=begin.isoformat()), *others)

    def after(self, hours: float) -> str:
        """Return when the next move is made."""
        wait = timedelta(minutes=round(hours * 60))
        if self._moves:
            self.length += wait
        return f"+{max(int(wait.total_seconds()) // 60, 1)}m"

    def then(self, move: AnyMove) -> None:
        """Let a move be made."""
        self._moves.append(move)

    def pick(self, among: Sequence[str], turn: int = 0) -> str:
        """Return one of what people say; another in each deal."""
        return among[(self.pairing.number + turn) % len(among)]

    # --- who takes part ------------------------------------------------------------------------

    def open(self) -> None:
        """The deal is opened and the other side invited."""
        lead = lead_of(self.opener)
        self.then(parties.OpenDeal(by=lead, at=self.after(0), expires="+120d"))
        self.then(parties.InviteParty(by=lead, at=self.after(0.2), organisation=self.owner.id))

    def join(self, hours: float) -> None:
        """The owner of the project comes to the table."""
        self.then(parties.JoinDeal(by=lead_of(self.owner), at=self.after(hours)))

    # --- what is published of it ---------------------------------------------------------------

    def consent(self, who: Entry, hours: float, *items: Item) -> None:
        """A side lets items of the agreement be published."""
        self.then(
            publicity.ConsentToPublication(by=lead_of(who), at=self.after(hours), items=items)
        )

    def declare_confidential(self, who: Entry, hours: float) -> None:
        """A side keeps the deal confidential."""
        self.then(publicity.DeclareConfidentiality(by=lead_of(who), at=self.after(hours)))

    def leave(self, who: Entry, hours: float) -> None:
        """A side goes, and says why."""
        reason = self.pick(self._said.leaving)
        self.then(parties.WithdrawParty(by=lead_of(who), at=self.after(hours), reason=reason))

    # --- the letter of intent ------------------------------------------------------------------

    def send_letter(self, hours: float) -> None:
        """The opener sends a signed letter of intent."""
        lead = lead_of(self.opener)
        self.then(terms.DraftInstrument(by=lead, at=self.after(hours), instrument=LETTER))
        self.then(
            terms.SubmitIntent(
                by=lead,
                at=self.after(1),
                instrument=LETTER,
                expires="+30d",
                seats=(_letter_seat(self.opener), _letter_seat(self.owner)),
            )
        )

    def accept_letter(self, hours: float) -> None:
        """The owner signs it as well, and the registry archives it."""
        lead = lead_of(self.owner)
        self.then(terms.AcceptIntent(by=lead, at=self.after(hours), instrument=LETTER))
        self.then(signing.Seal(by=REGISTRAR, at=self.after(0.5), instrument=LETTER))

    def decline_letter(self, hours: float) -> None:
        """The owner does not want it."""
        reason = self.pick(self._said.leaving)
        self.then(
            terms.DeclineIntent(
                by=lead_of(self.owner), at=self.after(hours), instrument=LETTER, reason=reason
            )
        )

    # --- the table -----------------------------------------------------------------------------

    def table(self, hours: float) -> None:
        """The opener tables its draft."""
        self.then(terms.TableOffer(by=lead_of(self.opener), at=self.after(hours), expires="+45d"))

    def accept_but(self, who: Entry, hours: float, *excluded: str) -> None:
        """A side accepts what it has not yet accepted, but for some clauses."""
        self.then(
            terms.AcceptClauses(
                by=lead_of(who), at=self.after(hours), clauses="all", excluding=excluded
            )
        )

    def counter(self, who: Entry, hours: float, clause: str, step: int) -> None:
        """A side puts a clause otherwise, and says why."""
        change = self.paper.change(clause, step)
        self.then(
            terms.CounterClause(
                by=lead_of(who),
                at=self.after(hours),
                clause=clause,
                values=change.values,
                texts=change.texts,
                note=self.pick(self._said.counters, step),
            )
        )

    def reserve(self, who: Entry, hours: float, clause: str) -> None:
        """A side says that a clause is not acceptable as it stands."""
        reason = self.pick(self._said.reasons)
        self.then(
            terms.ReserveClause(by=lead_of(who), at=self.after(hours), clause=clause, reason=reason)
        )

    def comment(self, who: Entry, hours: float, clause: str) -> None:
        """A side remarks on a clause."""
        text = self.pick(self._said.comments, len(self._moves))
        self.then(
            discussion.Comment(by=lead_of(who), at=self.after(hours), clause=clause, text=text)
        )

    def lock(self, hours: float) -> None:
        """What both have accepted is locked."""
        self.then(terms.LockTerms(by=lead_of(self.opener), at=self.after(hours)))

    # --- approvals and signatures --------------------------------------------------------------

    def ask_approval(self, who: Entry, hours: float) -> None:
        """A lead asks its own board."""
        self.then(
            approvals.RequestApproval(
                by=lead_of(who),
                at=self.after(hours),
                approval=_approval(who),
                kind="board",
                approver=board_of(who),
            )
        )

    def approve(self, who: Entry, hours: float) -> None:
        """The board agrees."""
        self.then(
            approvals.GrantApproval(
                by=board_of(who),
                at=self.after(hours),
                approval=_approval(who),
                mandate=mandate_of(who, "approve"),
            )
        )

    def open_signing(self, hours: float) -> None:
        """The paper is made, with a seat for each side and one for the official."""
        official = SeatDraft(
            id="official",
            role="official",
            of=ATTESTATION,
            turn=2,
            sitters=(SitterDraft(person=OFFICIAL),),
        )
        self.then(
            signing.OpenSigning(
                by=lead_of(self.opener),
                at=self.after(hours),
                expires="+20d",
                seats=(_seat(self.opener), _seat(self.owner), official),
            )
        )

    def sign(self, who: Entry, hours: float) -> None:
        """A side signs."""
        self.then(signing.Sign(by=lead_of(who), at=self.after(hours), seat=f"seat-{who.id}"))

    def seal(self, hours: float) -> None:
        """The official signs last, and the registry seals."""
        self.then(signing.OfficialSign(by=OFFICIAL, at=self.after(hours), seat="official"))
        self.then(signing.Seal(by=REGISTRAR, at=self.after(0.2)))


def _approval(who: Entry) -> str:
    return f"board-{who.id}"


def _letter_seat(entry: Entry) -> SeatDraft:
    sitter = SitterDraft(person=lead_of(entry), mandate=mandate_of(entry, "letters"))
    return SeatDraft(id=f"letter-{entry.id}", of=entry.id, sitters=(sitter,))


def _seat(entry: Entry) -> SeatDraft:
    sitter = SitterDraft(person=lead_of(entry), mandate=mandate_of(entry, "sign"))
    return SeatDraft(id=f"seat-{entry.id}", of=entry.id, sitters=(sitter,))
