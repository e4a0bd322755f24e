"""What falls when the parties change or the deal ends, and how papers move the deal."""

from __future__ import annotations

from typing import Final

from machine.model import Model, Paper
from machine.wording import AGREEMENT

LIFE: Final = (
    *("draft", "intent", "engaged", "negotiating"),
    *("agreed", "approving", "signing", "signed"),
    *("effective", "fulfilled"),
)
STAGES: Final = {
    "negotiating": "negotiating",
    "locked": "agreed",
    "approving": "approving",
    "signing": "signing",
    "executed": "signed",
}
ENDED: Final = frozenset({"declined", "withdrawn", "expired"})
ON_THE_CLOCK: Final = frozenset({"intent", "engaged", "negotiating", "agreed", "approving"})
IN_FORCE: Final = frozenset({"signed", "effective"})
AT_THE_TABLE: Final = IN_FORCE | {"engaged", "negotiating", "agreed", "approving", "signing"}
SIGNED_ON: Final = IN_FORCE | {"fulfilled", "terminated"}
"""When something may be recorded of what was executed."""


def moved(model: Model, paper: Paper, progress: str) -> None:
    """The paper is at ``progress``; with the leading one, the deal is."""
    paper.progress = progress
    if paper.id == AGREEMENT:
        model.stage = STAGES[progress]


def unlocked(model: Model, paper: Paper) -> None:
    """The terms are open again: nothing that was locked, approved or signed stands."""
    paper.locked = paper.correction = paper.session = None
    paper.approvals = {}
    moved(model, paper, "negotiating")


def regroup(model: Model) -> None:
    """The parties have changed: what is not executed has nobody's consent."""
    fall(model)
    model.stage = min(model.stage, "negotiating", key=LIFE.index)


def fall(model: Model) -> None:
    """Nothing that is not executed stands."""
    model.extension = None
    for paper in model.papers.values():
        if paper.executed is None and paper.frame is not None:
            paper.locked = paper.correction = paper.session = None
            paper.approvals, paper.consents = {}, {}
            paper.progress = "void" if paper.letter else "negotiating"


def end(model: Model, stage: str) -> None:
    """The deal is over, and no offer lives; nothing lies with an authority any more."""
    fall(model)
    model.stage = stage
    model.ended_at = model.now if stage in ENDED else None
    for filing in model.filings.values():
        filing.status = "required" if filing.status == "submitted" else filing.status
    for paper in model.papers.values():
        if paper.executed is None and paper.offer is not None:
            paper.offer.live = False
