"""What can have happened to the record of reads. In clear: a salted digest, and counts."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from aggregates.vocabulary import Event, Sha256


class ReadsRecorded(Event, frozen=True, kw_only=True, tag="ledger.reads_recorded.v1"):
    """So many reads were recorded between two instants; ``digest`` commits to each of them.

    ``batch`` counts the batches, ``total`` the reads of this one and of all before: none can be
    left out. The digest is salted, and says nothing to who does not have the records.
    """

    batch: int
    count: int
    total: int
    first_at: datetime
    last_at: datetime
    digest: Sha256


ReadsEvent: TypeAlias = ReadsRecorded
