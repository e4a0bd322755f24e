"""The clock of the log is wrong when something is recorded."""

from __future__ import annotations

from intrusion.attack import Taken, attack
from intrusion.intruder import Intruder
from intrusion.pasts import DAY
from intrusion.story import Sent, send


@attack(
    Taken.DEAL_KEYS,
    bundle_by_key="time_ahead",
    bundle="time_ahead",
)
def clock_a_day_ahead(intruder: Intruder) -> None:
    """The log's clock is a day ahead when the next event is recorded, signed and witnessed."""
    with intruder.scene.book() as book:
        send(book, Sent("bread", 8))
    last = intruder.rows()[-1]
    late = last._replace(recorded_at=last.recorded_at + DAY)
    intruder.rewrites(lambda rows: [late if one == last else one for one in rows])
    intruder.sequencer_starts()
    intruder.has_cosigned("notary", "regulator")
