"""Open the signing of locked terms, on a base PDF that the registry has certified."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.checks import check_identifier, check_sha256
from aggregates.deal.amending.text import require_of_text_in_force
from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.filings.guards import require_filed
from aggregates.deal.guards import (
    AT_THE_TABLE,
    require_deadline,
    require_instrument,
    require_lead_or_sponsor,
    require_open,
)
from aggregates.deal.kinds import PLEDGING
from aggregates.deal.signing.events import Revision, SigningEmbargoed, SigningOpened
from aggregates.deal.signing.seating import require_seating
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import table_of, terms_of
from aggregates.deal.terms.languages import require_languages
from aggregates.deal.used import require_unused
from aggregates.errors import RuleError
from aggregates.mandate.state import Mandate
from aggregates.rates.state import Rates
from aggregates.terms import terms_sha256
from aggregates.vocabulary import (
    Command,
    Deadline,
    InstrumentId,
    MandateId,
    OrganisationId,
    Rate,
    Seat,
    Sha256,
)

LEVELS = ("simple", "advanced", "qualified")
"""How signatures may count."""

PAGE_CODE = re.compile(r"[0-9a-f]{32}", re.ASCII)
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What a signing opens on: the certified PDF, its seats, and how long they may be signed.

    Fields as in `SigningOpened`; ``rates`` are those that the PDF carries.
    """

    signing: str
    terms_sha256: Sha256
    revision: Revision
    manifest_sha256: Sha256
    certificate_sha256: Sha256
    page_code: str
    instant: str
    seats: tuple[Seat, ...]
    rates: tuple[Rate, ...]
    level: str
    expires_at: Deadline


class OpenSigning(Command, frozen=True, kw_only=True):
    """The project's sponsor or a lead asks to open the signing of ``instrument``.

    ``embargoed``: it may be signed before the stage, and is executed when it is called there.
    """

    instrument: InstrumentId
    opening: Opening
    embargoed: bool = False


def open_signing(
    deal: Deal, mandates: Mapping[MandateId, Mandate], rates: Rates, command: OpenSigning
) -> EventsByStream:
    """Open the signing when approvals and filings are there, and every seat can be validly signed.

    Opening what is open on the same PDF changes nothing.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_instrument``, ``not_locked``, and
            as `require_open`, `require_approved`, `require_filed`, `require_languages`,
            `require_of_text_in_force` and `opened`.
    """
    require_open(deal, command.at, AT_THE_TABLE)
    principal = require_lead_or_sponsor(deal, command.actor)
    instrument = require_instrument(deal, command.instrument)
    if _already_open(instrument, command.opening):
        return {}
    if instrument.progress not in {Progress.LOCKED, Progress.APPROVING}:
        raise RuleError("not_locked", progress=instrument.progress.value)
    require_approved(deal, instrument)
    require_filed(deal, instrument.id, FilingEffect.BLOCKING)
    require_languages(table_of(deal, instrument))  # a correction leaves translations uncertified
    require_of_text_in_force(deal, instrument)
    opening = opened(deal, mandates, rates, command, principal)
    return {deal.id: [opening, *_embargo(opening, command)]}


def opened(
    deal: Deal,
    mandates: Mapping[MandateId, Mandate],
    rates: Rates,
    command: OpenSigning,
    principal: OrganisationId,
) -> SigningOpened:
    """Return the opening of a signing on locked terms; the rates are fixed here.

    Raises:
        RuleError: ``other_terms``, ``correction_under_way``, ``other_rates`` if they are not those
            that the PDF carries, ``not_on_base``, ``unchanged_pdf``, ``page_code_malformed``,
            ``instant_malformed``, ``unknown_level``, ``sha256_malformed``,
            ``identifier_malformed``, ``id_taken``, and as `require_deadline` and
            `require_seating`.
    """
    instrument, opening = deal.instruments[command.instrument], command.opening
    _require_terms(deal, instrument, opening.terms_sha256)
    _require_rates(opening.rates, rates.current)
    _require_opening(opening)
    require_unused(deal, opening.signing)
    require_deadline(opening.expires_at, command.at, "signing")
    require_seating(deal, instrument, opening.seats, mandates, rates.current, command.at)
    facts = msgspec.structs.asdict(opening)
    return SigningOpened(
        **facts,
        at=command.at,
        instrument=instrument.id,
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
    if instrument.kind not in PLEDGING:
        return
    for principal in sorted(deal.parties.principals):
        for kind in deal.policy.approval_kinds:
            if (principal, kind) not in given:
                raise RuleError("approval_missing", kind=kind, principal=principal)


def _embargo(opening: SigningOpened, command: OpenSigning) -> Sequence[SigningEmbargoed]:
    if not command.embargoed:
        return []
    return [
        SigningEmbargoed(
            at=opening.at,
            instrument=opening.instrument,
            principal=opening.principal,
            by=opening.by,
        )
    ]


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


def _require_rates(printed: tuple[Rate, ...], current: tuple[Rate, ...]) -> None:
    """Refuse a PDF that was made before a rate was published: it would carry what never counted."""
    if printed != current:
        raise RuleError("other_rates", printed=_told(printed), current=_told(current))


def _told(rates: tuple[Rate, ...]) -> tuple[str, ...]:
    return tuple(f"{rate.base}/{rate.quote} {rate.rate} ({rate.day})" for rate in rates)


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
    _require_certified(opening.revision)
    if PAGE_CODE.fullmatch(opening.page_code) is None:
        raise RuleError("page_code_malformed", page_code=opening.page_code)
    if INSTANT.fullmatch(opening.instant) is None:
        raise RuleError("instant_malformed", instant=opening.instant)
    if opening.level not in LEVELS:
        raise RuleError("unknown_level", level=opening.level)


def _require_certified(revision: Revision) -> None:
    """The registry signed the base itself, and a signature makes another file of it."""
    if revision.previous_pdf_sha256 != revision.base_pdf_sha256:
        raise RuleError("not_on_base", previous=revision.previous_pdf_sha256)
    if revision.pdf_sha256 == revision.base_pdf_sha256:
        raise RuleError("unchanged_pdf", pdf_sha256=revision.pdf_sha256)
