"""Open the signing of locked terms, on a base PDF that the registry has certified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.authority import OFFICE_ROLES
from aggregates.checks import check_identifier, check_sha256
from aggregates.deal.guards import (
    require_instrument,
    require_lead,
    require_running,
    require_time_left,
)
from aggregates.deal.signing.events import Revision, SigningOpened
from aggregates.deal.signing.seating import require_seating
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import table_of, terms_of
from aggregates.deal.terms.languages import require_languages
from aggregates.errors import RuleError
from aggregates.mandate.state import Mandate
from aggregates.rates.state import Rates
from aggregates.terms import terms_sha256
from aggregates.vocabulary import (
    Actor,
    Command,
    Deadline,
    InstrumentId,
    MandateId,
    OrganisationId,
    Seat,
    Sha256,
)


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What a signing opens on: the certified PDF, its seats, and how long they may be signed.

    Fields as in `SigningOpened`.
    """

    signing: str
    terms_sha256: Sha256
    revision: Revision
    manifest_sha256: Sha256
    certificate_sha256: Sha256
    page_code: str
    instant: str
    seats: tuple[Seat, ...]
    level: str
    expires_at: Deadline


class OpenSigning(Command, frozen=True, kw_only=True):
    """The project's sponsor or a lead asks to open the signing of ``instrument``."""

    instrument: InstrumentId
    opening: Opening


def open_signing(
    deal: Deal, mandates: Mapping[MandateId, Mandate], rates: Rates, command: OpenSigning
) -> EventsByStream:
    """Open the signing when every approval stands and every seat can be validly signed.

    Opening what is open on the same PDF changes nothing.

    Raises:
        RuleError: ``suspended``, ``not_locked``, ``other_terms``, ``approval_missing``,
            ``correction_under_way``, ``not_a_principal``, ``not_lead``, as `require_seating`,
            `require_languages` and `opened`.
    """
    require_running(deal)
    principal = _require_opener(deal, command.actor)
    instrument = require_instrument(deal, command.instrument)
    if _already_open(instrument, command.opening):
        return {}
    if instrument.progress not in {Progress.LOCKED, Progress.APPROVING}:
        raise RuleError("not_locked", progress=instrument.progress.value)
    require_approved(deal, instrument)
    require_languages(table_of(deal, instrument))  # a correction leaves translations uncertified
    return {deal.id: [opened(deal, mandates, rates, command, principal)]}


def opened(
    deal: Deal,
    mandates: Mapping[MandateId, Mandate],
    rates: Rates,
    command: OpenSigning,
    principal: OrganisationId,
) -> SigningOpened:
    """Return the opening of a signing on locked terms; the rates are fixed here.

    Raises:
        RuleError: ``other_terms``, ``correction_under_way``, ``deadline_passed``,
            ``not_on_base``, ``page_code_malformed``, ``sha256_malformed``, and as
            `require_seating`.
    """
    instrument, opening = deal.instruments[command.instrument], command.opening
    _require_terms(deal, instrument, opening.terms_sha256)
    _require_opening(opening)
    require_time_left(opening.expires_at, command.at, "signing")
    require_seating(deal, instrument, opening.seats, mandates, rates.current, command.at)
    facts = msgspec.structs.asdict(opening)
    return SigningOpened(
        **facts,
        at=command.at,
        instrument=instrument.id,
        rates=rates.current,
        principal=principal,
        by=command.actor.person,
    )


def require_approved(deal: Deal, instrument: Instrument) -> None:
    """Refuse while an approval that was asked for, or that the edition asks for, is missing.

    Raises:
        RuleError: ``approval_missing`` with the kind, and the principal.
    """
    locked = instrument.matrix.locked_sha256
    given: set[tuple[str, str]] = set()
    for approval in instrument.approvals.values():
        if not approval.granted or approval.terms_sha256 != locked:
            raise RuleError("approval_missing", kind=approval.kind, principal=approval.principal)
        given.add((approval.principal, approval.kind))
    if instrument.id != deal.leading:
        return
    for principal in sorted(deal.parties.principals):
        for kind in deal.policy.approval_kinds:
            if (principal, kind) not in given:
                raise RuleError("approval_missing", kind=kind, principal=principal)


def _require_opener(deal: Deal, actor: Actor) -> OrganisationId:
    if deal.sponsor and actor.organisation == deal.sponsor and actor.role in OFFICE_ROLES:
        return deal.sponsor
    return require_lead(deal, actor)


def _already_open(instrument: Instrument, opening: Opening) -> bool:
    signing = instrument.signing
    return (
        instrument.progress is Progress.SIGNING
        and signing is not None
        and signing.id == opening.signing
        and signing.base_pdf_sha256 == opening.revision.base_pdf_sha256
    )


def _require_terms(deal: Deal, instrument: Instrument, cited: Sha256) -> None:
    locked = instrument.matrix.locked_sha256
    now = terms_sha256(terms_of(deal, instrument))
    if not cited == locked == now:
        raise RuleError("other_terms", cited=cited, locked=locked)
    if instrument.matrix.correction is not None:
        raise RuleError("correction_under_way", correction=instrument.matrix.correction.id)


def _require_opening(opening: Opening) -> None:
    check_identifier("signing", opening.signing)
    digests: Sequence[tuple[str, Sha256]] = (
        ("base_pdf_sha256", opening.revision.base_pdf_sha256),
        ("pdf_sha256", opening.revision.pdf_sha256),
        ("manifest_sha256", opening.manifest_sha256),
        ("certificate_sha256", opening.certificate_sha256),
    )
    for name, digest in digests:
        check_sha256(name, digest)
    if opening.revision.previous_pdf_sha256 != opening.revision.base_pdf_sha256:
        raise RuleError("not_on_base", previous=opening.revision.previous_pdf_sha256)
    code = opening.page_code
    if len(code) != 32 or not set(code) <= set("0123456789abcdef"):
        raise RuleError("page_code_malformed", page_code=code)
