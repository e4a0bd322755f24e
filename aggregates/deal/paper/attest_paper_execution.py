"""Attest a paper original: with this the instrument is executed.

What must be shown, in this order:

1. the actor is an official, and of no side;
2. the signing is open, running, and not past its deadline;
3. the scan is the one handed in, of the base of this signing, which nobody signed in the file;
4. every principal has confirmed it;
5. what it changes, if it is an amendment or a termination, is the text in force;
6. each mandate covers the amount, the instrument and the date, now, and as many sign as it asks.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from aggregates.aggregate import EventsByStream
from aggregates.deal.amending.text import require_of_text_in_force
from aggregates.deal.guards import require_official, require_open_signing
from aggregates.deal.paper.confirm_paper_execution import require_paper
from aggregates.deal.paper.events import PaperExecuted, PaperSignature
from aggregates.deal.paper.record_paper_execution import require_unsigned_base
from aggregates.deal.signing.execution import execution
from aggregates.deal.signing.seating import require_joint, require_sitter
from aggregates.deal.signing.state import PaperOriginal, Signing
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import amount_of
from aggregates.errors import RuleError
from aggregates.mandate.events import MandateExercised
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Command, InstrumentId, MandateId, Seat, Sha256, Sitter


class AttestPaperExecution(Command, frozen=True, kw_only=True):
    """An official has compared the paper with the scan of this digest and the base of this one."""

    instrument: InstrumentId
    base_pdf_sha256: Sha256
    scan_sha256: Sha256


def attest_paper_execution(
    deal: Deal, mandates: Mapping[MandateId, Mandate], command: AttestPaperExecution
) -> EventsByStream:
    """Attest once: it executes the instrument and records the use of each mandate.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``confirmation_missing`` with the
            principal, and as `require_open_signing`, `require_paper`, `require_unsigned_base`,
            `require_of_text_in_force`, `require_sitter` and `require_joint`.
    """
    require_official(deal, command.actor)  # 1
    if _attested_already(deal, command):
        return {}
    instrument, signing = require_open_signing(deal, command.instrument, command.at)  # 2
    paper = require_paper(signing, command.scan_sha256)  # 3
    require_unsigned_base(signing, command.base_pdf_sha256)
    for principal in sorted(deal.parties.principals):  # 4
        if principal not in paper.confirmed:
            raise RuleError("confirmation_missing", principal=principal)
    require_of_text_in_force(deal, instrument)  # 5
    _require_mandates(deal, instrument, signing, paper, mandates, command)  # 6
    attested = PaperExecuted(
        at=command.at,
        instrument=instrument.id,
        terms_sha256=signing.terms_sha256,
        base_pdf_sha256=signing.base_pdf_sha256,
        scan_sha256=paper.scan_sha256,
        office=command.actor.organisation,
        by=command.actor.person,
    )
    executed = execution(deal, instrument, signing.pdf_sha256, command.at, in_file=False)
    used = {s.mandate: [_exercised(deal, instrument, s, command)] for s in paper.signatures}
    return {**used, deal.id: [attested, *executed]}


def _attested_already(deal: Deal, command: AttestPaperExecution) -> bool:
    instrument = deal.instruments.get(command.instrument)
    if instrument is None or instrument.progress is not Progress.EXECUTED:
        return False
    paper = instrument.signing.paper if instrument.signing else None
    return paper is not None and paper.scan_sha256 == command.scan_sha256


def _require_mandates(
    deal: Deal,
    instrument: Instrument,
    signing: Signing,
    paper: PaperOriginal,
    mandates: Mapping[MandateId, Mandate],
    command: AttestPaperExecution,
) -> None:
    seats: dict[str, list[Seat]] = {}
    for signature in paper.signatures:
        seat = signing.seats[signature.field]
        sitter = Sitter(person=signature.person, mandate=signature.mandate)
        require_sitter(deal, instrument, seat.of, sitter, mandates, signing.rates, command.at)
        seats.setdefault(seat.of, []).append(replace(seat, sitters=(sitter,)))
    for principal, signed in sorted(seats.items()):
        require_joint(principal, signed, mandates)


def _exercised(
    deal: Deal, instrument: Instrument, signature: PaperSignature, command: AttestPaperExecution
) -> MandateExercised:
    return MandateExercised(
        at=command.at,
        deal=deal.id,
        instrument=instrument.id,
        field=signature.field,
        amount=amount_of(instrument),
        terms_sha256=instrument.matrix.locked_sha256,
    )
