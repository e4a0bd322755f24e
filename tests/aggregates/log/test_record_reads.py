"""Recording the digests of batches of reads."""

from __future__ import annotations

from bdd import given
from msgspec.structs import replace
from people import DAY, NOON, REGISTRAR

from aggregates.log import LOG
from aggregates.log.reads.events import ReadsRecorded
from aggregates.log.reads.record_reads import RecordReads, record_reads
from aggregates.vocabulary import SYSTEM, Actor, Role

LEDGER = Actor(person=SYSTEM, organisation="", role=Role.SYSTEM)
RECORD = RecordReads(
    actor=LEDGER, at=NOON, batch=1, count=3, first_at=NOON - DAY, last_at=NOON, digest="ab" * 32
)
RECORDED = ReadsRecorded(
    at=NOON, batch=1, count=3, total=3, first_at=NOON - DAY, last_at=NOON, digest="ab" * 32
)


def test_batches_are_counted_and_so_are_the_reads_in_them() -> None:
    given(LOG).when(record_reads, RECORD).then(RECORDED)
    second = replace(RECORD, batch=2, count=4, digest="cd" * 32)
    given(LOG, RECORDED).when(record_reads, second).then(
        replace(RECORDED, batch=2, count=4, total=7, digest="cd" * 32)
    )


def test_a_batch_is_recorded_once() -> None:
    given(LOG, RECORDED).when(record_reads, RECORD).then()


def test_a_batch_is_what_was_recorded_of_it() -> None:
    for other in (replace(RECORD, digest="cd" * 32), replace(RECORD, count=4)):
        given(LOG, RECORDED).when(record_reads, other).then_refused("reads_differ", batch=1)


def test_no_batch_is_left_out() -> None:
    given(LOG, RECORDED).when(record_reads, replace(RECORD, batch=3)).then_refused(
        "batch_not_next", batch=3, next=2
    )


def test_a_batch_has_reads_and_a_digest() -> None:
    given(LOG).when(record_reads, replace(RECORD, count=0)).then_refused(
        "count_too_small", field="count", value=0, least=1
    )
    given(LOG).when(record_reads, replace(RECORD, digest="ab")).then_refused(
        "sha256_malformed", field="digest", value="ab"
    )


def test_nobody_but_the_system_records_them() -> None:
    given(LOG).when(record_reads, replace(RECORD, actor=REGISTRAR)).then_refused(
        "role_not_allowed", role="registry", allowed=("system",)
    )
