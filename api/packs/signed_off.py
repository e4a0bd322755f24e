"""What the log of the edition says of a publication: who prepared it, who signed it off."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from aggregates.publication.events import (
    PublicationEvent,
    PublicationPrepared,
    PublicationSignedOff,
)
from aggregates.publication.evolve import evolve
from aggregates.publication.state import PUBLICATIONS_KEY, Publications
from api.packs.contents import Contents, Revision, Worded
from api.refusals import ApiError
from ledger.evidence.bundle import parse_bundle
from ledger.evidence.opened import opened_events
from ledger.stream import stream_id

_STREAM = ("publication", PUBLICATIONS_KEY)
_event: msgspec.json.Decoder[PublicationEvent] = msgspec.json.Decoder(PublicationEvent)


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The publications of an edition as its log has them, each with the position of its events."""

    log: UUID
    stream: UUID
    publications: Publications
    positions: Mapping[str, int]


class SignedOff(msgspec.Struct, frozen=True, kw_only=True):
    """Who prepared and who signed off, and whether something ``newer`` was signed off since."""

    prepared: PublicationPrepared
    signed_off: PublicationSignedOff
    newer: bool


def history_of(evidence: bytes) -> History:
    """Return what an evidence bundle says of publications; that it is valid is another's to say.

    Raises:
        LedgerError: as `parse_bundle` and `opened_events`.
        ApiError: ``publication_unreadable``.
    """
    bundle = parse_bundle(evidence)
    publications, positions = Publications(), dict[str, int]()
    opened = opened_events(bundle)
    for entry in bundle.entries:
        event = _read(opened.get(entry.version, b""))
        if isinstance(event, PublicationPrepared):
            positions[event.publication] = entry.position
        elif event.publication not in positions:
            raise ApiError("publication_unreadable", event=entry.version)
        publications = evolve(publications, event)
    manifest = bundle.manifest
    return History(
        log=manifest.log, stream=manifest.stream, publications=publications, positions=positions
    )


def signed_off(history: History, contents: Contents, digest: str) -> SignedOff:
    """One person prepared contents of this digest, and another signed the same digest off.

    Raises:
        ApiError: ``publication_of_another_log``, ``publication_not_in_log``,
            ``publication_digest_differs``, ``publication_not_signed_off``,
            ``publication_by_one``.
    """
    own = stream_id(history.log, *_STREAM)
    if str(history.log) != contents.log or history.stream != own:
        raise ApiError("publication_of_another_log", log=str(history.log))
    found = history.publications.every.get(contents.publication)
    if found is None:
        raise ApiError("publication_not_in_log", publication=contents.publication)
    prepared, signed = found.prepared, found.signed_off
    if signed is None or found.sent_back is not None:
        raise ApiError("publication_not_signed_off", number=prepared.number)
    for said in (prepared.figures_sha256, signed.figures_sha256):
        if said != digest:
            raise ApiError("publication_digest_differs", expected=said, actual=digest)
    if signed.by == prepared.by:
        raise ApiError("publication_by_one", person=signed.by)
    last = history.publications.last
    newer = last is not None and last.prepared.number > prepared.number
    return SignedOff(prepared=prepared, signed_off=signed, newer=newer)


def carried(history: History, contents: Contents, found: SignedOff) -> Mapping[str, object]:
    """What the contents say of themselves is what was prepared, at a later position than theirs.

    Raises:
        ApiError: ``publication_says_otherwise``.
    """
    prepared = found.prepared
    said: tuple[tuple[str, object, object], ...] = (
        ("edition", prepared.edition, contents.edition),
        ("number", prepared.number, contents.number),
        ("status", prepared.status.value, contents.status),
        ("cut_off", prepared.cut_off, contents.cut_off),
        ("zone", prepared.zone, contents.zone),
        ("position", prepared.position, contents.position),
        ("currency", prepared.currency, contents.currency),
        ("rates", prepared.rates, contents.rates),
        ("revises", _revision(history, prepared), contents.revises),
    )
    for what, expected, actual in said:
        if expected != actual:
            raise ApiError("publication_says_otherwise", what=what)
    at = history.positions[prepared.publication]
    if contents.position >= at or contents.cut_off > prepared.at:
        raise ApiError("publication_says_otherwise", what="position")
    return {"position": contents.position, "number": contents.number, "status": contents.status}


def _revision(history: History, prepared: PublicationPrepared) -> Revision | None:
    before = history.publications.every.get(prepared.revises)
    if before is None:
        return None
    note = prepared.note
    return Revision(
        publication=prepared.revises,
        number=before.prepared.number,
        figures_sha256=before.prepared.figures_sha256,
        note=Worded(en="" if note is None else note.en, zh="" if note is None else note.zh),
    )


def _read(plain: bytes) -> PublicationEvent:
    try:
        event = _event.decode(plain)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise ApiError("publication_unreadable", event=0) from None
    moments = [event.at, *([event.cut_off] if isinstance(event, PublicationPrepared) else [])]
    if any(one.utcoffset() is None for one in moments):  # which is before and after nothing
        raise ApiError("publication_unreadable", event=0)
    return event
