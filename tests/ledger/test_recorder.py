"""The log as an application of the eventsourcing library: its contract, over our rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest
from eventsourcing.persistence import IntegrityError, ProgrammingError
from tallies import NOON, TALLY, Raise, RatePinned, TallyRaised, context, raise_tally

from ledger.application import LedgerApplication
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.mapper import Placed
from ledger.recorded import Recorded
from ledger.recorder import LedgerRecorder
from ledger.sources import One

A = UUID("018f0000-0000-7000-8000-00000000000a")
B = UUID("018f0000-0000-7000-8000-00000000000b")


@pytest.fixture
def application(book: Book) -> LedgerApplication:
    """Open the library's application on the log."""
    return book.application


def raised(stream: UUID, version: int, by: int = 1) -> Placed:
    return Placed(stream, version, TallyRaised(at=NOON, by=by))


def by(placed: object) -> int:
    assert isinstance(placed, Placed | Recorded)
    assert isinstance(placed.event, TallyRaised)
    return placed.event.by


class Total(msgspec.Struct):
    """An aggregate as the library likes them: with an id and a version."""

    id: UUID
    version: int
    total: int


def project(_: Total | None, events: Iterable[Placed]) -> Total:
    placed = list(events)
    return Total(placed[-1].originator_id, len(placed), sum(map(by, placed)))


def test_events_are_saved_and_an_aggregate_is_projected(application: LedgerApplication) -> None:
    recordings = application.save(raised(A, 1), raised(A, 2, 5), context=context())
    assert [one.notification.id for one in recordings] == [1, 2]
    assert application.repository.get(A, projector_func=project).total == 6
    assert application.repository.get(A, version=1, projector_func=project).total == 1


def test_what_the_library_saves_the_book_reads(application: LedgerApplication, book: Book) -> None:
    application.save(raised(A, 1, 4), context=context())
    assert book.state(One(TALLY, str(A))) == 4


def test_events_of_streams_that_take_turns_get_their_own_positions(
    application: LedgerApplication, book: Book
) -> None:
    saved = application.save(raised(A, 1, 1), raised(B, 1, 2), raised(A, 2, 3), context=context())
    places = {one.notification.id: by(one.domain_event) for one in saved}
    assert places == {one.position: by(one) for one in book.read(0, 9)}


def test_a_version_that_is_taken_is_refused(application: LedgerApplication) -> None:
    application.save(raised(A, 1), context=context())
    with pytest.raises(IntegrityError):
        application.save(raised(A, 1), context=context())


def test_a_version_that_would_leave_a_gap_is_refused(application: LedgerApplication) -> None:
    with pytest.raises(IntegrityError):
        application.save(raised(A, 3), context=context())
    with pytest.raises(LedgerError) as refused:
        application.save(raised(A, 1), raised(A, 3), context=context())
    assert refused.value.code == "versions_missing"


def test_the_same_command_is_saved_once(application: LedgerApplication) -> None:
    first = application.save(raised(A, 1), context=context("k"))
    again = application.save(raised(A, 1), context=context("k"))
    assert [one.notification.id for one in again] == [one.notification.id for one in first]
    assert application.recorder.max_notification_id() == 1


def test_events_without_a_context_are_refused(application: LedgerApplication) -> None:
    with pytest.raises(ProgrammingError):
        application.save(raised(A, 1))


def test_saving_no_event_records_nothing(application: LedgerApplication, book: Book) -> None:
    assert application.recorder.insert_events([], context=context()) == []
    assert book.head() == 0


def test_the_notification_log_is_the_log(application: LedgerApplication) -> None:
    assert application.recorder.max_notification_id() is None
    application.save(raised(A, 1), raised(B, 1), raised(A, 2), context=context())
    section = application.notification_log["1,10"]
    assert [one.id for one in section.items] == [1, 2, 3]
    assert section.items[0].topic == "tally.raised.v1"


def test_notifications_are_selected_from_to_and_by_type(application: LedgerApplication) -> None:
    pinned = Placed(B, 1, RatePinned(at=NOON, rate="1"))
    for placed in (raised(A, 1), pinned, raised(A, 2), raised(A, 3)):
        application.save(placed, context=context())
    select = application.recorder.select_notifications
    assert [one.id for one in select(2, 10)] == [2, 3, 4]
    assert [one.id for one in select(2, 10, inclusive_of_start=False)] == [3, 4]
    assert [one.id for one in select(None, 2)] == [1, 2]
    assert [one.id for one in select(1, 10, stop=3)] == [1, 2, 3]
    assert [one.id for one in select(1, 2, topics=["tally.raised.v1"])] == [1, 3]
    assert [one.id for one in select(1, 9, topics=["rates.pinned.v1"])] == [2]


def test_a_streams_events_are_selected_by_version(application: LedgerApplication) -> None:
    application.save(*(raised(A, version) for version in range(1, 5)), context=context())
    select = application.recorder.select_events
    assert [one.originator_version for one in select(A, gt=1, lte=3)] == [2, 3]
    assert [one.originator_version for one in select(A, desc=True, limit=1)] == [4]
    assert [one.originator_version for one in select(str(A))] == [1, 2, 3, 4]


def test_a_subscription_of_the_library_is_told_of_new_events(
    application: LedgerApplication, book: Book
) -> None:
    recorder = application.recorder
    assert isinstance(recorder, LedgerRecorder)
    with recorder.subscribe(gt=0) as subscription:
        book.handle(One(TALLY, "bread"), raise_tally, Raise(1), context())
        assert next(subscription).id == 1
        book.handle(One(TALLY, "bread"), raise_tally, Raise(1), context())
        assert next(subscription).id == 2


def test_events_of_clear_streams_are_stored_in_clear(
    application: LedgerApplication, book: Book
) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    pinned = Placed(B, 1, RatePinned(at=at, rate="4.25"))
    application.save(pinned, raised(A, 1), context=context())
    clear, sealed = book.rows.after(0, 10)
    assert (
        clear.payload == b'\0{"type":"rates.pinned.v1","at":"2026-11-22T00:00:00Z","rate":"4.25"}'
    )
    assert sealed.payload[0] == 1
    (recorded,) = book.read(0, 1)
    assert isinstance(recorded, Recorded)
    assert recorded.event == pinned.event
