"""One log, followed: its tree grows, is signed, and the map of its heads is said now and then."""

from __future__ import annotations

from time import monotonic
from typing import Final

from ledger.chain import START
from ledger.published import Published
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.growing import Growing
from ledger.sequencer.mapping import (
    has_news,
    map_of,
    require_as_said,
    tips_of,
    with_tips,
)
from ledger.sequencer.saying import Saying
from ledger.sequencer.standing import Standing, require_no_less
from ledger.sequencer.witnesses import Offer

QUIET_SECONDS: Final = 0.25
"""So long nothing is new: then what was new is mapped."""
MAPPED_SECONDS: Final = 5.0
"""So long at most anything waits to be mapped, also where something is new all the time."""
_LOOKED_AT: Final = 64


class Sequencing:
    """One log that was found whole. After any error, let it be found whole anew."""

    def __init__(
        self, standing: Standing, growing: Growing, saying: Saying, cosigning: Cosigning
    ) -> None:
        """Begin with what the log has said of itself up to the tree's size.

        Raises:
            LedgerError: ``map_altered``; ``log_shrank`` if a witness has seen more.
        """
        self._cosigning = cosigning
        self._published = Published(saying.log_id, saying.rows)
        self._tips = standing.chain.tips
        self._growing = growing
        self._saying = saying
        self._heads = map_of(self._tips)
        history = saying.rows.history(saying.stream_id, growing.size)
        saying.follow(history)
        require_as_said(saying.rows, saying.state)
        cosigning.require_not_ahead(self._offer())
        if growing.size:
            cosigning.offer(self._offer())
        self._new_since = self._new_at = None if self._is_mapped() else monotonic()

    @property
    def size(self) -> int:
        """Return how many events are signed."""
        return self._growing.size

    def is_due(self, head: int) -> bool:
        """Return whether there is anything to do for a log that has come to position ``head``.

        Raises:
            LedgerError: ``log_shrank`` if more of it was signed.
        """
        if head != self.size:
            require_no_less(head, self._growing.signed()[0], None)
        return head != self.size or self._is_map_due()

    def step(self) -> int:
        """Sign what is new, and say the map if it is time; return how many events came by that.

        Raises:
            LedgerError: as `Growing.grow`, `Saying.map_heads` and `Cosigning.offer`.
        """
        rows = self._growing.grow()
        if rows:
            self._saying.follow(rows)
            self._heads = with_tips(self._heads, tips_of(rows))
            self._cosigning.offer(self._offer())
        if has_news(rows):
            self._new_at = monotonic()
            self._new_since = self._new_since or self._new_at
        return len(rows) + self._map_in_time()

    def _offer(self) -> Offer:
        return Offer(*self._growing.signed(), self._published)

    def _is_map_due(self) -> bool:
        if self._new_since is None or self._new_at is None:
            return False
        now = monotonic()
        return now - self._new_at >= QUIET_SECONDS or now - self._new_since >= MAPPED_SECONDS

    def _map_in_time(self) -> bool:
        if not self._is_map_due():
            return False
        tip = self._tips.get(self._saying.stream_id, START)
        if self._saying.map_heads(tip, self.size, self._heads.root.hex()):
            self._new_since = None
        return True

    def _is_mapped(self) -> bool:
        """Return whether nothing came after what the log said last, up to the tree's size."""
        after = self._saying.state.mapped_through
        return not has_news(self._saying.rows.after(after, _LOOKED_AT, self.size))
