"""What happened to a log itself, in sentences."""

from __future__ import annotations

from aggregates.log.certificates.describe import describe_certificates
from aggregates.log.certificates.events import (
    CertificateRevoked,
    KeyRotated,
    KeyRotationProposed,
    KeyRotationWithdrawn,
)
from aggregates.log.erasing.describe import describe_erasing
from aggregates.log.events import LedgerHeadMapped, LogEvent, LogRotated
from aggregates.log.reads.events import ReadsRecorded
from aggregates.telling import Names, Telling, counted, fact, moment
from aggregates.vocabulary import Language


def describe(event: LogEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it."""
    t = Telling(language, names)
    match event:
        case LedgerHeadMapped():
            through = fact(str(event.through_position))
            return t.say(
                en=f"The ledger mapped how far every stream was at position {through}.",
                zh=f"账本记录了截至位置{through}各流的末端。",
            )
        case LogRotated():
            old, new, reason = fact(event.old_origin), fact(event.new_origin), fact(event.reason)
            return t.say(
                en=f"The log {old} goes on as {new}: {reason}.",
                zh=f"日志{old}以{new}之名继续：{reason}。",
            )
        case ReadsRecorded():
            reads, batch, until = str(event.count), str(event.batch), moment(event.last_at)
            return t.say(
                en=f"Batch {batch} of the record of reads was closed: "
                f"{counted(event.count, 'read')} up to {until}.",
                zh=f"查阅记录第{fact(batch)}批已结：截至{until}共{fact(reads)}次。",
            )
        case CertificateRevoked() | KeyRotationProposed() | KeyRotationWithdrawn() | KeyRotated():
            return describe_certificates(event, t)
        case _:
            return describe_erasing(event, t)
