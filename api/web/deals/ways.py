"""Where what waits on somebody is done: the page of the deal that a turn leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from aggregates.deal.state import Progress, Stage
from aggregates.vocabulary import Kind
from api.routes.lists import Turn
from api.web.deals.room import Room
from api.web.visit import Visit

_PAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("request_approval", "grant_approval"), "/steps"),
    **dict.fromkeys(("submit_filing", "decide_filing"), "/steps"),
    **dict.fromkeys(("confirm_schedule", "satisfy_condition"), "/steps"),
    **dict.fromkeys(("verify_contribution", "verify_milestone"), "/steps"),
    **dict.fromkeys(("consent_to_deadline_extension", "consent_to_reopening"), "/more"),
    "answer": "/discussion",
    "join_deal": "/people",
    "lock_terms": "/lock",
    "attest_paper_execution": "/documents",
}
_SIGNS: Final = frozenset(
    {"accept_intent", "sign", "witness", "notarise", "official_sign", "seal_agreement"}
)


def way_to(turn: Turn) -> str:
    """Return the address of the page on which a turn is taken."""
    deal = f"/deals/{turn.deal}"
    if turn.what in _SIGNS:
        return f"{deal}/instruments/{turn.instrument}/sign"
    if turn.what == "open_signing":
        return f"{deal}/instruments/{turn.instrument}/prepare"
    if turn.clauses:
        return f"{deal}?instrument={turn.instrument}#row-{turn.clauses[0]}"
    of = f"?instrument={turn.instrument}" if turn.what == "lock_terms" else ""
    return deal + _PAGES.get(turn.what, "") + of


def next_steps(visit: Visit, room: Room) -> Sequence[tuple[str, str, str]]:
    """Return what the stage of a deal offers its reader: what it is called, where, how it looks."""
    return tuple(_next_steps(visit, room))


def _next_steps(visit: Visit, room: Room) -> Iterator[tuple[str, str, str]]:
    deal, may, address = room.deal, room.may, f"/deals/{room.deal.id}"
    if deal.stage is Stage.DRAFT and may("submit_intent"):
        yield visit.told("Write the letter of intent"), f"{address}/letter", "primary"
    for one in deal.instruments:
        paper = f"{address}/instruments/{one.id}"
        if one.progress in {Progress.LOCKED, Progress.APPROVING} and may("open_signing"):
            yield visit.told("Prepare the signing"), f"{paper}/prepare", "primary"
        if one.progress is Progress.SIGNING:
            yield visit.told("To the signing"), f"{paper}/sign", "primary"
        if (
            one.progress is Progress.SIGNING
            and may("decline_intent")
            and _is_intent(one.kind, deal.stage)
        ):
            yield (
                visit.told("Decline"),
                f"{address}/do/decline_intent?instrument={one.id}",
                "danger",
            )
    if deal.stage in {Stage.AGREED, Stage.APPROVING} and may("request_approval"):
        yield visit.told("Ask for an approval"), f"{address}/do/request_approval", "plain"


def _is_intent(kind: Kind, stage: Stage) -> bool:
    return kind is Kind.LETTER_OF_INTENT and stage is Stage.INTENT
