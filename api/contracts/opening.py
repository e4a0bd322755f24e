"""The base PDF of locked terms: planned, then rendered and certified by the registry.

A plan is what the rules are asked about. Only when they would allow it is a document made and
certified: the registry's seal is on nothing that could not be opened.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from aggregates.deal.amending.text import sources_in_force
from aggregates.deal.kinds import CHANGING
from aggregates.deal.signing.events import Revision
from aggregates.deal.signing.open_signing import Opening
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.current import terms_of
from aggregates.signing_sheet import SheetSeat, SigningSheet, Stated
from aggregates.terms import Terms, terms_sha256
from aggregates.vocabulary import Deadline, Rate, Seat, SeatRole, Sha256
from api import ids
from api.contracts.people import Registered
from ledger.drafting import Blob
from signing.cms.identity import Identity
from signing.pades.box import field_size
from signing.pades.request import SignatureRequest
from signing.pades.sign import sign
from signing.render.document import render
from signing.render.manifest import (
    Manifest,
    current_manifest,
    manifest_bytes,
    manifest_sha256,
)
from signing.render.stamp import stamp_appearance, stamp_lines
from signing.timestamp.authority import TimeStampAuthority

LEVEL: Final = "advanced"
"""What assisted signatures count as (eIDAS Art. 26): ours is no qualified trust service."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be opened: the seats, the rates that are fixed now, and until when.

    ``bindingness`` is that of a letter of intent.
    """

    seats: tuple[Seat, ...]
    rates: tuple[Rate, ...]
    edition_name: str
    at: datetime
    expires_at: Deadline
    bindingness: Stated = msgspec.UNSET


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A document that is not made yet. ``opening`` is what the rules are asked about.

    ``upon`` is what an amendment changes, or a termination ends.

    The digests in it that nobody can know before are `pending`: it MUST NOT be recorded.
    """

    terms: Terms
    upon: tuple[Terms, ...]
    sheet: SigningSheet
    manifest: Manifest
    opening: Opening


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What the decision must be told, and the files that its event names."""

    opening: Opening
    certified: bytes
    blobs: tuple[Blob, ...]


def plan_opening(
    registered: Registered, deal: Deal, instrument: Instrument, asked: Request
) -> Plan:
    """Plan a document of the terms as they stand.

    Raises:
        RuleError: ``nothing_on_table``, ``not_executed`` where it changes what is not in force.
        ApiError: ``organisation_unlisted``.
        SignatureError: ``font_altered``.
    """
    terms, manifest = terms_of(deal, instrument), current_manifest()
    sheet = _sheet(registered, deal, terms, asked)
    opening = Opening(
        signing=ids.new_id(asked.at),
        terms_sha256=sheet.terms_sha256,
        revision=Revision(
            base_pdf_sha256=pending("base"),
            previous_pdf_sha256=pending("base"),
            pdf_sha256=pending("certified"),
        ),
        manifest_sha256=manifest_sha256(manifest),
        certificate_sha256=pending("certificate"),
        page_code=sheet.page_code,
        instant=sheet.instant,
        seats=asked.seats,
        rates=sheet.rates,
        level=LEVEL,
        expires_at=asked.expires_at,
    )
    upon = sources_in_force(deal) if instrument.kind in CHANGING else ()
    return Plan(terms=terms, upon=upon, sheet=sheet, manifest=manifest, opening=opening)


def carry_out(plan: Plan, seal: Identity, stamps: TimeStampAuthority, at: datetime) -> Opened:
    """Render the planned document and have the registry's ``seal`` certify it.

    Nothing is stored yet.

    Raises:
        SignatureError: as rendering and signing; ``uncovered_character`` among them.
    """
    base = render(plan.terms, plan.sheet, plan.manifest, plan.upon)
    certified = sign(base, _certification(seal, base, plan.sheet, at), seal, stamps)
    certificate = seal.certificate.der
    revision = Revision(
        base_pdf_sha256=digest(base),
        previous_pdf_sha256=digest(base),
        pdf_sha256=digest(certified),
    )
    opening = replace(plan.opening, revision=revision, certificate_sha256=digest(certificate))
    blobs = (base, certified, manifest_bytes(plan.manifest), certificate)
    return Opened(opening=opening, certified=certified, blobs=blobs)


def pending(what: str) -> Sha256:
    """Return what stands for the digest of a file that is made only when the rules allow it."""
    return digest(f"counterseal/pending/{what}".encode())


def digest(content: bytes) -> Sha256:
    """Return the name by which events know a file: its SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def instant_of(at: datetime) -> str:
    """Return ``at`` as documents print it: UTC, RFC 3339, whole seconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _sheet(registered: Registered, deal: Deal, terms: Terms, asked: Request) -> SigningSheet:
    return SigningSheet(
        deal=deal.id,
        instrument=terms.instrument,
        terms_sha256=terms_sha256(terms),
        page_code=ids.page_code(),
        instant=instant_of(asked.at),
        edition=deal.edition,
        edition_name=asked.edition_name,
        seats=tuple(_seat(registered, seat) for seat in asked.seats),
        rates=asked.rates,
        bindingness=asked.bindingness,
        level=LEVEL,
        codes_at=registered.codes_at or msgspec.UNSET,
    )


def _seat(registered: Registered, seat: Seat) -> SheetSeat:
    facts = registered.organisation(seat.of)
    return SheetSeat(
        field=seat.field,
        role=seat.role,
        of=facts.registration,
        legal_name=facts.legal_name,
        number=str(seat.number),
        turn=str(seat.turn),
        required=seat.required,
    )


def _certification(
    seal: Identity, base: bytes, sheet: SigningSheet, at: datetime
) -> SignatureRequest:
    seat = next(seat for seat in sheet.seats if seat.role is SeatRole.REGISTRY)
    lines = stamp_lines(
        names=(seal.certificate.subject.common_name,),
        principal=seat.legal_name,
        mandate="",
        at=instant_of(at),
        languages=("en", "zh-Hans"),
    )
    stamp = stamp_appearance(lines, *field_size(base, seat.field))
    return SignatureRequest(field=seat.field, at=at, stamp=stamp, certify=True)
