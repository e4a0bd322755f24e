"""What comes of an executed amendment. Stored for ever."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.consolidated import ClauseChange
from aggregates.vocabulary import Event, InstrumentId, Sha256


class TextConsolidated(Event, frozen=True, kw_only=True, tag="deal.text_consolidated.v1"):
    """An executed amendment changed the agreement; in force is the text of this digest.

    ``instrument`` is the agreement, ``changes`` what became of its clauses. It is in the same
    append as the amendment's InstrumentExecuted.
    """

    instrument: InstrumentId
    amendment: InstrumentId
    changes: tuple[ClauseChange, ...]
    consolidated_sha256: Sha256


AmendingEvent: TypeAlias = TextConsolidated
