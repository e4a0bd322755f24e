"""What was approved and signed is what is locked, by who had to, and nothing else stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from machine.cast import POWERS
from machine.digests import Words, digest
from machine.later import Scan
from machine.model import Model, Paper, Session, Signature

from aggregates.deal.signing.state import PaperOriginal, Signing
from aggregates.deal.state import Instrument
from aggregates.vocabulary import SeatRole


def check_approvals(paper: Paper, instrument: Instrument) -> None:
    """Each approval is of the locked terms; none is there that the notebook does not have."""
    stored = {
        key: (approval.granted, approval.terms_sha256)
        for key, approval in instrument.approvals.items()
    }
    noted = {
        key: (approval.granted, digest(approval.terms)) for key, approval in paper.approvals.items()
    }
    assert stored == noted, "no approval survives a change of what it was of"
    for approval in paper.approvals.values():
        assert approval.terms == paper.locked, "what is approved is what is locked"


def check_signing(paper: Paper, instrument: Instrument) -> None:
    """Each signature is of the locked terms; none is there that the notebook does not have."""
    session, signing = paper.session, instrument.signing
    if session is None or signing is None:
        assert session is None, "a signing that was opened is there"
        assert signing is None, "no signature survives a void, a refusal or an expiry"
        return
    assert session.terms == paper.locked, "what is signed is what is locked"
    _check_same(session, signing)
    for signature in session.signatures.values():
        assert signature.terms == paper.locked, "what is signed is what is locked"


def check_executed(model: Model, paper: Paper, instrument: Instrument) -> None:
    """What is executed was signed by enough of each party, and approved where it had to be."""
    executed = digest(paper.executed) if paper.executed is not None else ""
    assert instrument.executed_sha256 == executed, "what was executed stays as it was executed"
    if paper.executed is None:
        return
    assert paper.executed == paper.locked, "what is executed is what is locked"
    assert paper.session is not None, "what is executed was signed"
    for side in _ids(paper.among):
        _check_joint(paper.session, side)
        if paper.pledging:
            given = {a.kind for a in paper.approvals.values() if a.granted and a.side == side}
            assert given >= set(model.policy.approval_kinds), "what is executed was approved"


def _check_same(session: Session, signing: Signing) -> None:
    assert signing.seats == session.seats, "the seats"
    assert signing.terms_sha256 == digest(session.terms), "the terms of the signing"
    assert signing.pdf_sha256 == session.pages[-1], "the newest revision"
    assert signing.sealed == session.sealed, "the seal"
    assert signing.embargoed == session.embargoed, "kept for the stage or not"
    _check_scan(session.scan, signing.paper)
    stored = {
        field: (done.person, done.mandate, done.terms_sha256)
        for field, done in signing.signed.items()
    }
    noted = {
        field: (done.person, done.mandate, digest(done.terms))
        for field, done in session.signatures.items()
    }
    assert stored == noted, "who signed which seat"


def _check_joint(session: Session, side: str) -> None:
    """As many people as the mandates ask for, each under a mandate of their own."""
    own = [field for field, seat in session.seats.items() if seat.of == side]
    given = _given(session)
    signed = [given[field] for field in own if field in given]
    people, mandates = {s.person for s in signed}, {s.mandate for s in signed}
    assert len(people) == len(mandates) == len(signed) > 0, "each signs once"
    assert len(people) >= max(POWERS[mandate].joint for mandate in mandates), "the joint rule"
    for field in own:
        seat = session.seats[field]
        assert seat.role is SeatRole.SIGNATORY, "a party attests nothing"
        assert not seat.required or field in given, "n of m are n"


def _given(session: Session) -> Mapping[str, Signature]:
    """Return what was signed: in the file or, instead, by hand."""
    scan = session.scan
    if scan is None or not scan.attested:
        return session.signatures
    seats = session.seats
    assert all(seats[field].role is not SeatRole.SIGNATORY for field in session.signatures), (
        "signed by hand or in the file, not both"
    )
    return {s.field: Signature(s.person, s.mandate, session.terms) for s in scan.signatures}


def _check_scan(scan: Scan | None, stored: PaperOriginal | None) -> None:
    if scan is None or stored is None:
        assert scan is stored, "whether a scan was handed in"
        return
    assert (stored.scan_sha256, stored.signatures) == (scan.sha256, scan.signatures), "which scan"
    assert stored.confirmed == scan.sides, "who says that it is theirs"
    assert bool(stored.office) is scan.attested, "whether it was attested"


def _ids(parties: Words | None) -> Iterable[str]:
    assert isinstance(parties, list)
    for party in parties:
        assert isinstance(party, dict)
        yield str(party["id"])
