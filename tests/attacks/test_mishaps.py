"""What goes wrong around the one who signs: its clock, its disk. It never signs two histories."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from faults.disks import Disk, small_disk
from intrusion.defences import caught
from intrusion.intruder import Intruder
from intrusion.keepsakes import Kept, newest_head
from intrusion.scene import NAME, Scene, sequence_alone
from intrusion.story import Sent, send
from msgspec.structs import replace

from api.clock import now
from ledger.instants import MICROSECONDS
from ledger.sequencer.keys import LogKeys

DAY = timedelta(days=1)


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Mount a small file system, where one may."""
    with small_disk() as mounted:
        yield mounted


def signed(scene: Scene) -> int:
    """Return how far the log is signed."""
    with scene.book() as book:
        head = newest_head(book, scene.signer.name)
    return head.size if head else 0


def record(scene: Scene, by: int = 9) -> int:
    """Record one event more; return how many there are."""
    with scene.book() as book:
        send(book, Sent("wine", by))
        return book.head()


@pytest.mark.parametrize("off", [-DAY, DAY])
def test_whose_clock_is_a_day_off_signs_the_same_history(
    scene: Scene, kept: Kept, off: timedelta
) -> None:
    events = record(scene)
    office = replace(scene.office(), clock=lambda: now() + off)
    assert sequence_alone(office, mapping_seconds=0.0) == []
    assert signed(scene) == events + 1  # with the map
    assert {defence.value for defence in caught(scene, kept)} == {"monitor"}


def test_after_a_clock_was_a_day_ahead_time_stands_still_and_never_goes_back(
    scene: Scene, kept: Kept, tmp_path: Path
) -> None:
    ahead = round(DAY.total_seconds()) * MICROSECONDS
    Intruder(scene, kept, tmp_path).runs(
        "UPDATE ledger.log_head SET recorded_at = recorded_at + {ahead}", ahead=ahead
    )
    events = record(scene, 9), record(scene, 10)
    with scene.book() as book:
        before, *after = book.rows.after(events[0] - 2, 3)
    assert [row.recorded_at for row in after] == [before.recorded_at + ahead] * 2
    assert sequence_alone(scene.office()) == []
    assert signed(scene) == events[1]


def test_who_cannot_remember_what_it_signs_signs_nothing_until_it_can(
    scene: Scene, disk: Disk
) -> None:
    folder = disk.path / "sequencer"
    shutil.copytree(scene.folder / "sequencer", folder)
    office, before, events = scene.office(LogKeys(folder, NAME)), signed(scene), record(scene)
    disk.fill()
    assert [alarm.code for alarm in sequence_alone(office)] == ["file_unwritable"]
    assert signed(scene) == before
    disk.clear()
    assert sequence_alone(office) == []
    assert signed(scene) == events
