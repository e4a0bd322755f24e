"""How a deal stood, fact by fact, so that two moments can be held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from api.deals.standing import DealStanding, InstrumentNow
from api.names import short_name
from api.web.catalogues import N_
from api.web.visit import Visit
from api.web.words import KINDS, STAGES

PROGRESSES: Final[Mapping[str, str]] = {
    "draft": N_("Draft"),
    "negotiating": N_("Negotiating"),
    "locked": N_("Locked"),
    "approving": N_("Approving"),
    "signing": N_("Signing"),
    "executed": N_("Executed"),
    "void": N_("Void"),
}
"""Where an instrument stands, as it is called."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact by its name; ``was`` and ``now`` are empty where it was not there."""

    label: str
    was: str
    now: str

    @property
    def changed(self) -> bool:
        """Return whether it is another."""
        return self.was != self.now


def facts_between(visit: Visit, was: DealStanding | None, now: DealStanding) -> Sequence[Fact]:
    """Return every fact of a deal, as it was and as it is; without ``was``, as it is twice."""
    after = dict(_facts(visit, now))
    before = after if was is None else dict(_facts(visit, was))
    return [
        Fact(label=label, was=before.get(label, ""), now=after.get(label, ""))
        for label in dict.fromkeys((*after, *before))
    ]


def _facts(visit: Visit, deal: DealStanding) -> Iterator[tuple[str, str]]:
    yield visit.told("Stage"), visit.told(STAGES[deal.stage.value])
    yield visit.told("Round"), str(deal.round)
    yield visit.told("The deal ends"), visit.formats.until(deal.expires_at.at)
    if deal.suspended_at:
        yield visit.told("Suspended since"), visit.formats.moment(deal.suspended_at)
    for side in deal.principals:
        name = short_name(side.party.legal_name, visit.tongue.told)
        yield visit.told("Side: %(name)s", name=name), visit.formats.country(side.party.country)
    if deal.participants:
        yield visit.told("Participants"), str(len(deal.participants))
    for one in deal.instruments:
        yield from _of_instrument(visit, one, leading=one.id == deal.leading)
    if deal.inside:
        yield from _inside(visit, deal)


def _of_instrument(visit: Visit, one: InstrumentNow, *, leading: bool) -> Iterator[tuple[str, str]]:
    kind = visit.told(KINDS[one.kind.value])
    name = kind if leading else f"{kind} {one.id[-4:]}"
    yield name, visit.told(PROGRESSES[one.progress.value])
    if one.approvals:
        granted = sum(1 for approval in one.approvals.values() if approval.granted)
        told = visit.told("%(n)s of %(all)s granted", n=granted, all=len(one.approvals))
        yield visit.told("%(paper)s: approvals", paper=name), told
    if one.signing:
        signed = sum(1 for seat in one.signing.seats if seat.signed)
        told = visit.told("%(n)s of %(all)s signed", n=signed, all=len(one.signing.seats))
        yield visit.told("%(paper)s: seats", paper=name), told
        yield visit.told("%(paper)s: file", paper=name), one.signing.pdf_sha256
    if one.locked_sha256:
        yield visit.told("%(paper)s: locked terms", paper=name), one.locked_sha256


def _inside(visit: Visit, deal: DealStanding) -> Iterator[tuple[str, str]]:
    inside = deal.inside
    assert inside is not None  # noqa: S101 - asked before
    counted = {
        visit.told("Invitations"): len(inside.invitations),
        visit.told("Filings"): len(inside.filings),
        visit.told("Conditions met"): len(inside.done.satisfied),
        visit.told("Reports"): len(inside.done.reports),
        visit.told("Disputes"): len(inside.disputes),
        visit.told("Suspensions"): len(inside.suspensions),
        visit.told("Annulments"): len(inside.annulments),
        visit.told("Attestations"): len(inside.attestations),
    }
    yield from ((label, str(count)) for label, count in counted.items() if count)
