"""Every stream of a log, folded: what is there is told, and what is missing or foreign is found."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from tallies import CAP, RATES, TALLY, Raise, context, pin_rate, raise_tally, set_cap

from aggregates.aggregate import Aggregate
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.replay import Replayed
from ledger.sources import One
from ledger.stream import stream_id

Attack = Callable[[str], None]


@pytest.fixture
def written(book: Book) -> Book:
    """Raise three tallies one, two and three times; set a cap and pin a rate as well."""
    for times, key in enumerate(("bread", "salt", "oil"), start=1):
        for by in range(times):
            book.handle(One(TALLY, key), raise_tally, Raise(by + 1), context())
    book.handle(One(CAP, "cap"), set_cap, 10, context())
    book.handle(One(RATES, "rates"), pin_rate, "1.08", context())
    return book


def states(book: Book, aggregate: Aggregate, events: int = 1000) -> dict[UUID, Replayed]:
    found = [one for span in book.spans(events) for one in book.replay(aggregate, span)]
    assert [one.stream_id for one in found] == sorted(one.stream_id for one in found)
    return {one.stream_id: one for one in found}


def refusal(book: Book) -> tuple[str, dict[str, object]]:
    with pytest.raises(LedgerError) as refused:
        states(book, TALLY)
    return refused.value.code, refused.value.facts


def test_every_stream_of_an_aggregate_has_the_state_that_a_decision_would_see(
    written: Book, log_id: UUID
) -> None:
    expected = {
        (name := stream_id(log_id, "tally", key)): Replayed(name, version, total)
        for version, (key, total) in enumerate((("bread", 1), ("salt", 3), ("oil", 6)), start=1)
    }
    assert states(written, TALLY) == expected


def test_streams_kept_in_clear_are_replayed_like_others(written: Book, log_id: UUID) -> None:
    name = stream_id(log_id, "rates", "rates")
    assert states(written, RATES) == {name: Replayed(name, 1, "1.08")}


@pytest.mark.parametrize("events", [1, 2, 3, 100])
def test_spans_of_any_size_are_apart_and_complete(written: Book, events: int) -> None:
    spans = list(written.spans(events))
    assert {span.through for span in spans} == {8}
    ids = [one for span in spans for one, _ in span.versions]
    assert ids == sorted(set(ids))
    assert len(ids) == 5
    assert states(written, TALLY, events) == states(written, TALLY)


def test_what_is_appended_after_the_spans_were_made_is_not_in_them(written: Book) -> None:
    before = states(written, TALLY)
    spans = list(written.spans())
    written.handle(One(TALLY, "bread"), raise_tally, Raise(5), context())
    written.handle(One(TALLY, "new"), raise_tally, Raise(5), context())
    found = [one for span in spans for one in written.replay(TALLY, span)]
    assert {one.stream_id: one for one in found} == before


def test_an_empty_log_has_no_spans(book: Book) -> None:
    assert list(book.spans()) == []


def test_a_log_that_was_never_opened_has_no_spans(open_book: Callable[..., Book]) -> None:
    with pytest.raises(LedgerError, match="log_unknown"):
        list(open_book(log_id=UUID(int=1)).spans())


def test_an_erased_stream_is_told_without_a_state(
    written: Book, keys: FileKeyStore, log_id: UUID
) -> None:
    bread = stream_id(log_id, "tally", "bread")
    keys.destroy(keys.stream_key(log_id.bytes, bread.bytes).kid)
    found = states(written, TALLY)
    assert found[bread] == Replayed(bread, 1, None)
    assert [one.state for one in found.values() if one.stream_id != bread] != [None, None]


@pytest.mark.parametrize(
    ("tampering", "more_known", "more_found"),
    [
        ("DELETE FROM {events} WHERE stream_id = '{stream}' AND version = 1", 0, -1),
        ("UPDATE ledger.streams SET version = version + 1 WHERE stream_id = '{stream}'", 1, 0),
        ("UPDATE ledger.streams SET version = version - 1 WHERE stream_id = '{stream}'", -1, 0),
    ],
    ids=["deleted", "cut off", "too long"],
)
def test_a_stream_that_does_not_end_where_it_should_is_found(
    written: Book, attack: Attack, tampering: str, more_known: int, more_found: int
) -> None:
    (span,) = written.spans()
    stream, version = span.versions[2]
    attack(tampering.replace("{stream}", str(stream)))
    facts = {"stream_id": str(stream), "version": version + more_known}
    assert refusal(written) == ("stream_length_wrong", {**facts, "found": version + more_found})


def test_events_of_a_stream_that_there_is_not_are_found(written: Book, attack: Attack) -> None:
    (span,) = written.spans()
    stream, version = span.versions[2]
    attack(
        "DELETE FROM ledger.streams WHERE stream_id = '{stream}'".replace("{stream}", str(stream))
    )
    facts = {"stream_id": str(stream), "version": 0, "found": version}
    assert refusal(written) == ("stream_length_wrong", facts)


def test_a_version_that_was_renumbered_is_missed(written: Book, attack: Attack) -> None:
    attack("UPDATE {events} SET version = 4 WHERE position = 5")
    code, facts = refusal(written)
    assert (code, facts["first"]) == ("versions_missing", 2)


def test_an_event_of_another_aggregate_is_found(written: Book, attack: Attack) -> None:
    attack("UPDATE {events} SET type = 'cap.set.v1' WHERE position = 6")
    assert refusal(written) == ("event_foreign", {"type": "cap.set.v1", "aggregate": "tally"})


def test_a_payload_that_was_changed_is_refused(written: Book, attack: Attack) -> None:
    attack(
        "UPDATE {events} SET payload = set_byte(payload, 69, get_byte(payload, 69) # 1) "
        "WHERE position = 6"
    )
    assert refusal(written)[0] == "payload_tampered"
