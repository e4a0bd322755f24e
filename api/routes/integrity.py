"""What may be claimed of the logs, with the facts: signed how far, seen by whom, checked when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.registry import REGISTRY
from api.accounts.accounts import Accounts
from api.http.asked import NOBODY, Asked
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import answered
from api.installation import EDITIONS
from api.receipts.witnesses import instant_of_second
from api.receipts.witnessing import Witnessing
from api.storage.alarms import alarms
from api.storage.checks import last_check
from api.storage.operations import Operations
from api.storage.views import Views
from ledger.book import Book
from ledger.integrity import Integrity, SeenBy, integrity_of
from ledger.rotations import rotations
from ledger.sources import One
from projections.runner.status import Lag, lags

router = Router("integrity")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class WitnessNow(msgspec.Struct, frozen=True, kw_only=True):
    """An outside witness, and the head that it cosigned last, by its own clock; none yet: None."""

    name: str
    size: int | None
    at: datetime | None


class CheckNow(msgspec.Struct, frozen=True, kw_only=True):
    """The last `counterseal fsck` of a log that this installation knows of.

    ``faults`` were found in so many ``events``, held against a head of ``signed_size``; the first
    of them is ``first_check`` at ``first_where``. ``by_policy``: the keys came from a policy file,
    and not from the database that was checked. ``opened``: events and files were opened as well.
    """

    at: datetime
    events: int
    signed_size: int | None
    faults: int
    first_check: str
    first_where: str
    by_policy: bool
    opened: bool


class RotationNow(msgspec.Struct, frozen=True, kw_only=True):
    """Where a log says that it went on in another tree."""

    position: int
    at: datetime
    old_origin: str
    new_origin: str
    restored_size: int
    reason: str


class AlarmNow(msgspec.Struct, frozen=True, kw_only=True):
    """What was found signed of a log that is not what was recorded: a code, first met ``at``."""

    code: str
    at: datetime


class LogNow(msgspec.Struct, frozen=True, kw_only=True):
    """A log: ``edition`` is empty for the registry's.

    ``position`` is that of its last event; the newest checkpoint of the tree ``origin`` covers
    ``signed_size`` of them. ``read_to`` is how far the read models are, ``waiting_seconds`` how
    long the first event that they have not seen has been there; ``stuck`` why they go no further.
    ``halted`` is why nothing more is signed.
    """

    log: str
    edition: str
    name: str
    position: int
    origin: str
    signed_size: int | None
    signed_at: datetime | None
    root_sha256: str
    witnesses: tuple[WitnessNow, ...]
    fewest_witnesses: int
    halted: str
    read_to: int
    waiting_seconds: float
    stuck: str
    check: CheckNow | None
    rotations: tuple[RotationNow, ...]
    alarms: tuple[AlarmNow, ...]


class IntegrityNow(msgspec.Struct, frozen=True, kw_only=True):
    """Every log as it was found ``at``; without witnesses in the policy, nobody outside looks."""

    at: datetime
    logs: tuple[LogNow, ...]


@router.get("/integrity", answer=IntegrityNow)
async def read_integrity(asked: Asked) -> Reply:
    """Read what the logs can be relied on for today: signatures, witnesses, lag, the last check.

    Raises:
        LedgerError: ``unavailable``.
        ApiError: ``views_missing``.
    """
    asked.require_may(NOBODY)
    async with asked.site.the(Views).connection() as connection:
        behind = {one.log: one for one in await lags(connection)}
    logs = await run_in_threadpool(lambda: tuple(_logs(asked, behind)))
    return answered(IntegrityNow(at=asked.at, logs=logs))


def _logs(asked: Asked, behind: Mapping[UUID, Lag]) -> Iterator[LogNow]:
    installation = asked.site.installation
    accounts = asked.site.find(Accounts)
    kept = accounts.operations if accounts else None
    yield _log(asked, installation.registry, "", behind, kept)
    for edition in installation.editions():
        yield _log(asked, asked.site.places.edition(edition), edition, behind, kept)


def _log(
    asked: Asked, book: Book, edition: str, behind: Mapping[UUID, Lag], kept: Operations | None
) -> LogNow:
    log_id = book.published.log_id
    witnessing = asked.site.find(Witnessing) or Witnessing()
    found, lag = integrity_of(log_id, book.rows, witnessing.policy), behind.get(log_id)
    head = found.head
    check, wrong = _checked(kept, log_id)
    return LogNow(
        log=str(log_id),
        edition=edition,
        name=_name(asked, edition),
        position=book.head(),
        origin=found.origin,
        signed_size=head.size if head else None,
        signed_at=_EPOCH + timedelta(microseconds=head.signed_at) if head else None,
        root_sha256=head.root.hex() if head else "",
        witnesses=_witnesses(found),
        fewest_witnesses=witnessing.policy.fewest,
        halted=found.halted,
        read_to=lag.position if lag else 0,
        waiting_seconds=lag.seconds if lag else 0.0,
        stuck=lag.stuck if lag else "",
        check=check,
        rotations=_rotations(book),
        alarms=wrong,
    )


def _name(asked: Asked, edition: str) -> str:
    if not edition:
        return ""
    names = asked.site.installation.registry.state(One(REGISTRY, EDITIONS)).editions
    return names.get(edition, "")


def _witnesses(found: Integrity) -> tuple[WitnessNow, ...]:
    return tuple(_witness(one) for one in found.seen)


def _witness(one: SeenBy) -> WitnessNow:
    at = None if one.at is None else instant_of_second(one.at)
    return WitnessNow(name=one.witness, size=one.size, at=at)


def _checked(kept: Operations | None, log_id: UUID) -> tuple[CheckNow | None, tuple[AlarmNow, ...]]:
    if kept is None:
        return None, ()
    with kept.transaction() as connection:
        check, every = last_check(connection, log_id), alarms(connection)
    wrong = tuple(AlarmNow(code=one.code, at=one.at) for one in every if one.log_id == log_id)
    if check is None:
        return None, wrong
    names = CheckNow.__struct_fields__
    return CheckNow(**{name: getattr(check, name) for name in names}), wrong


def _rotations(book: Book) -> tuple[RotationNow, ...]:
    return tuple(
        RotationNow(
            position=one.position,
            at=one.said.at,
            old_origin=one.said.old_origin,
            new_origin=one.said.new_origin,
            restored_size=one.said.restored_size,
            reason=one.said.reason,
        )
        for one in rotations(book.published.log_id, book.rows)
    )
