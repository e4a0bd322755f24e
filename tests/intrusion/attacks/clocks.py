"""The clock of the log is wrong when something is recorded."""

from __future__ import annotations

from intrusion.attack import Taken, attack
from intrusion.intruder import Intruder
from intrusion.pasts import DAY
from intrusion.story import Sent, send

DAY_SECONDS = 86_400


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


def _witnessed_off(intruder: Intruder, *names: str, seconds: int) -> None:
    """Record an event, and have it cosigned by both, of whom these have another clock."""
    with intruder.scene.book() as book:
        send(book, Sent("bread", 8))
    intruder.sequencer_starts()
    intruder.scene.town.shift(dict.fromkeys(names, seconds))
    intruder.has_cosigned("notary", "regulator")


@attack(Taken.ONE_WITNESS, monitor="witness_ahead")
def witness_a_day_ahead(intruder: Intruder) -> None:
    """The clock of one witness jumps a day ahead, when it cosigns the next event."""
    _witnessed_off(intruder, "notary", seconds=DAY_SECONDS)


@attack(Taken.ONE_WITNESS, bundle_by_key="time_ahead", monitor="log_stale")
def witness_a_day_behind(intruder: Intruder) -> None:
    """The clock of one witness jumps a day back, when it cosigns the next event."""
    _witnessed_off(intruder, "notary", seconds=-DAY_SECONDS)


@attack(Taken.ALL_WITNESSES, bundle_by_key="time_ahead", bundle="time_ahead", monitor="log_stale")
def witnesses_a_day_behind(intruder: Intruder) -> None:
    """The clocks of both witnesses jump a day back, when they cosign the next event."""
    _witnessed_off(intruder, "notary", "regulator", seconds=-DAY_SECONDS)
