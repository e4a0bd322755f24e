"""What is told of a publication, to whom: its number and digest to all, its people to offices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from aggregates.publication.events import ChangeNote, PublicationId
from aggregates.publication.state import Publication
from aggregates.publication.status import Status
from aggregates.vocabulary import PersonId, Sha256
from api.refusals import ApiError

State = Literal["waiting", "public", "sent_back"]


class PublicationNow(msgspec.Struct, frozen=True, kw_only=True):
    """A publication: its figures are as of ``position``, recorded at ``cut_off``.

    ``figures_sha256`` is the digest of its contents, which two people stand for. Who they are, and
    why it was sent back, offices of the fair alone are told. ``revises`` is the one before it.
    """

    publication: PublicationId
    number: int
    status: Status
    state: State
    position: int
    cut_off: datetime
    zone: str
    currency: str
    figures_sha256: Sha256
    prepared_at: datetime
    published_at: datetime | None
    revises: PublicationId
    note: ChangeNote | None
    prepared_by: PersonId | None = None
    signed_off_by: PersonId | None = None
    reason: str | None = None


class PublicationsNow(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the publications of an edition, the newest first; to the public what is public.

    Without ``next`` it is the last part. Each part says what the next publication, of
    ``next_number``, may claim to be: ``may_follow``.
    """

    items: tuple[PublicationNow, ...]
    next: str | None
    next_number: int
    may_follow: tuple[Status, ...]


def told(one: Publication, *, office: bool) -> PublicationNow:
    """Return a publication as it is told: to offices of the fair, with who stood for it."""
    prepared = one.prepared
    now = PublicationNow(
        publication=prepared.publication,
        number=prepared.number,
        status=prepared.status,
        state=_state(one),
        position=prepared.position,
        cut_off=prepared.cut_off,
        zone=prepared.zone,
        currency=prepared.currency,
        figures_sha256=prepared.figures_sha256,
        prepared_at=prepared.at,
        published_at=one.published_at,
        revises=prepared.revises,
        note=prepared.note,
    )
    return _with_people(now, one) if office else now


def begin_after(listed: Sequence[Publication], after: PublicationId) -> int:
    """Return where a list goes on, the newest first, after one that was in it.

    Raises:
        ApiError: ``cursor_malformed`` if it is in it no more: the ledger is an older one.
    """
    newest_first = [one.prepared.publication for one in reversed(listed)]
    if after not in newest_first:
        raise ApiError("cursor_malformed")
    return newest_first.index(after) + 1


def _with_people(now: PublicationNow, one: Publication) -> PublicationNow:
    return msgspec.structs.replace(
        now,
        prepared_by=one.prepared.by,
        signed_off_by=None if one.signed_off is None else one.signed_off.by,
        reason=None if one.sent_back is None else one.sent_back.reason,
    )


def _state(one: Publication) -> State:
    if one.signed_off is not None:
        return "public"
    return "waiting" if one.waits else "sent_back"
