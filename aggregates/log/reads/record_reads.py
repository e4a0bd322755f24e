"""Record the digest of a batch of reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aggregates.authority import check_role
from aggregates.checks import check_count, check_sha256
from aggregates.errors import RuleError
from aggregates.log.reads.events import ReadsRecorded
from aggregates.log.state import Log
from aggregates.vocabulary import Command, Role, Sha256


class RecordReads(Command, frozen=True, kw_only=True):
    """The fields are those of `ReadsRecorded`; the total is counted here."""

    batch: int
    count: int
    first_at: datetime
    last_at: datetime
    digest: Sha256


def record_reads(log: Log, command: RecordReads) -> Sequence[ReadsRecorded]:
    """The system records one batch after the other, each once.

    Raises:
        RuleError: ``role_not_allowed``, ``count_too_small``, ``sha256_malformed``,
            ``reads_differ`` from what was recorded of the last batch, ``batch_not_next``.
    """
    check_role(command.actor, Role.SYSTEM)
    check_count("count", command.count)
    check_sha256("digest", command.digest)
    last = log.reads
    if last is not None and command.batch == last.batch:
        if (command.count, command.digest) != (last.count, last.digest):
            raise RuleError("reads_differ", batch=command.batch)
        return []
    batch, total = (0, 0) if last is None else (last.batch, last.total)
    if command.batch != batch + 1:
        raise RuleError("batch_not_next", batch=command.batch, next=batch + 1)
    return [
        ReadsRecorded(
            at=command.at,
            batch=command.batch,
            count=command.count,
            total=total + command.count,
            first_at=command.first_at,
            last_at=command.last_at,
            digest=command.digest,
        )
    ]
