"""Other pasts that a log could be given."""

from __future__ import annotations

from intrusion.intruder import Change, Intruder
from tallies import NOON, TallyRaised

DAY = 24 * 3_600_000_000
"""Microseconds."""


def edited(intruder: Intruder) -> Change:
    """Return the history in which an old event says something else."""
    row = intruder.of("bread")[2]
    said = intruder.forger.saying(row, TallyRaised(at=NOON, by=1_000))
    return lambda rows: [said if one == row else one for one in rows]


def without_wine(intruder: Intruder) -> Change:
    """Return the history in which a deal never was."""
    wine = intruder.scene.stream("wine")
    return lambda rows: [row for row in rows if row.stream_id != wine]


def with_honey(intruder: Intruder) -> Change:
    """Return the history in which there was one deal more."""
    before = intruder.of("salt")[0]
    own = before.meta.replace(b'"idempotency_key":"salt-', b'"idempotency_key":"honey-')
    never = before._replace(stream_id=intruder.scene.stream("honey"), version=1, meta=own)
    never = intruder.forger.saying(never, TallyRaised(at=NOON, by=7))
    at = before.position
    return lambda rows: [*rows[:at], never, *rows[at:]]


def later(intruder: Intruder) -> Change:
    """Return the history in which the last act was a day later."""
    since = intruder.kept.checkpoints[-2].size
    return lambda rows: [
        row._replace(recorded_at=row.recorded_at + DAY * (row.position > since)) for row in rows
    ]
