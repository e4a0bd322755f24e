"""The documents that a deal's record names beside its papers: submissions, decisions, evidence."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from aggregates.vocabulary import Sha256
from api.deals.standing import DealStanding, Inside
from api.web.catalogues import N_
from api.web.deals.acts.subjects import item_told
from api.web.deals.matters import matter_called
from api.web.visit import Visit


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A document by its digest: ``what`` it is, of what."""

    what: str
    of: str
    sha256: Sha256


def named_in(visit: Visit, deal: DealStanding) -> Iterator[Named]:
    """Yield the documents, those of filings first; of what is not told, none."""
    if deal.inside is not None:
        yield from _of_filings(visit, deal.inside)
        yield from _of_reports(visit, deal)
        yield from _of_authorities(visit, deal.inside)
    for one in deal.instruments:
        if one.signing is not None and one.signing.paper is not None:
            what, sha256 = (
                visit.told(N_("Scan of the paper original")),
                one.signing.paper.scan_sha256,
            )
            yield Named(what=what, of="", sha256=sha256)


def _of_filings(visit: Visit, inside: Inside) -> Iterator[Named]:
    for one in inside.filings.values():
        of = f"{matter_called(visit.tongue, one.kind)}, {one.authority}"
        if one.submission_sha256:
            yield Named(what=visit.told("Submission"), of=of, sha256=one.submission_sha256)
        if one.decision_sha256:
            yield Named(what=visit.told("Decision"), of=of, sha256=one.decision_sha256)


def _of_reports(visit: Visit, deal: DealStanding) -> Iterator[Named]:
    for one in deal.inside.done.reports.values() if deal.inside else ():
        of = item_told(visit, deal, one.obligation)
        yield Named(what=visit.told("Evidence"), of=of, sha256=one.evidence_sha256)


def _of_authorities(visit: Visit, inside: Inside) -> Iterator[Named]:
    for dispute in inside.disputes.values():
        kind = matter_called(visit.tongue, dispute.recorded.kind)
        yield Named(
            what=kind, of=dispute.recorded.authority, sha256=dispute.recorded.document_sha256
        )
    for one in inside.attestations.values():
        kind = matter_called(visit.tongue, one.kind)
        yield Named(what=kind, of=one.authority, sha256=one.document_sha256)
    for act in inside.annulments.values():
        kind = matter_called(visit.tongue, act.kind)
        yield Named(what=kind, of=act.authority, sha256=act.decision_sha256)
