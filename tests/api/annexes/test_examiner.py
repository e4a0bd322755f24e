"""Files are examined in a process apart: whatever happens there, ours goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from hostile import jpeg, office, pdf, png, segment, sheet
from waiting import until

from api.annexes.looking.examiner import Examiner
from api.annexes.looking.look import look_into
from api.annexes.looking.refusals import refusal_of
from api.annexes.looking.said import Refused
from api.apart.bounds import Bounds
from api.refusals import ApiError
from signing.errors import SignatureError

KINDS = [
    *(png(), jpeg(), pdf(), office("docx"), office("xlsx"), b"text", b"a;b\n"),
    *(b"", b"\xff", b"<html>", png()[:-1], jpeg()[:-1], pdf()[:-9], pdf(kids="[9 0 R"), b"%PDF-"),
    *(office("xlsx")[:-1], office("docx", word__document_dot_xml=b"<x>"), b"PK\x03\x04"),
    *(office("xlsx", xl__a_dot_xml=sheet("CALL(1)")), png(1 << 30, 1 << 30), b"text" * 100_000),
]


@pytest.fixture
def bounded() -> Iterator[Callable[..., Examiner]]:
    """Make examiners with bounds of choice."""
    made: list[Examiner] = []

    def make(at_once: int = 2, **bounds: float) -> Examiner:
        made.append(Examiner(Bounds(**bounds), at_once, wait_seconds=0.05))  # type: ignore[arg-type] - as they are
        return made[-1]

    yield make
    for one in made:
        one.close()


def said(look: Callable[..., object], content: bytes | BytesIO) -> object:
    """Return what is found, or the code and facts of the refusal."""
    file = BytesIO(content) if isinstance(content, bytes) else content
    try:
        return look(file, "a.csv")
    except (ApiError, SignatureError) as refused:
        return type(refused), refused.code, refused.facts


class Acting(BytesIO):
    """A file that does something when it is read."""

    def __init__(self, content: bytes, does: Callable[[], object]) -> None:
        super().__init__(content)
        self._does = does

    def read(self, size: int | None = -1, /) -> bytes:
        """Do it, and give what is asked for."""
        self._does()
        return super().read(size)


def process_of(examiner: Examiner) -> int:
    """Return the process that examines for this one, by what the system knows."""
    assert examiner.look_into(BytesIO(b"text"), "")
    return newest(os.getpid())


def newest(parent: int) -> int:
    """Return the child of a process that was started last."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
    return max(map(int, children))


NOT_EXAMINED = ApiError, "annex_not_examined", {}


@pytest.mark.parametrize("content", KINDS)
def test_a_file_is_found_to_be_what_it_is_found_to_be_here(
    bounded: Callable[..., Examiner], content: bytes
) -> None:
    assert said(bounded().look_into, content) == said(look_into, content)


def test_a_file_that_takes_too_much_computing_is_refused_and_the_next_is_taken(
    bounded: Callable[..., Examiner],
) -> None:
    examiner, begin = bounded(cpu_seconds=1), monotonic()
    assert said(examiner.look_into, pdf(pieces=200_000)) == NOT_EXAMINED
    assert monotonic() - begin < 20
    assert said(examiner.look_into, b"text") == said(look_into, b"text")


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_taken(
    bounded: Callable[..., Examiner],
) -> None:
    examiner = bounded(memory_bytes=100 * 1024**2)
    large = jpeg(1, 1, *[segment(0xFE, bytes(65_000))] * 990)
    assert said(bounded().look_into, large) == said(look_into, large)
    assert said(examiner.look_into, large) == NOT_EXAMINED
    assert said(examiner.look_into, jpeg()) == said(look_into, jpeg())


def test_a_file_that_takes_too_long_is_refused_and_nobody_is_left_at_it(
    bounded: Callable[..., Examiner],
) -> None:
    examiner = bounded(wall_seconds=0.3)
    process = process_of(examiner)
    assert said(examiner.look_into, Acting(b"text", lambda: sleep(0.5))) == NOT_EXAMINED
    children = Path(f"/proc/{process}/task/{process}/children")
    until(lambda: not children.read_text("ascii").strip())


def test_a_file_that_is_the_end_of_its_examiner_is_refused(
    bounded: Callable[..., Examiner],
) -> None:
    examiner = bounded()
    process = process_of(examiner)
    file = Acting(b"text", lambda: os.kill(newest(process), signal.SIGSEGV))
    assert said(examiner.look_into, file) == NOT_EXAMINED
    assert said(examiner.look_into, b"text") == said(look_into, b"text")


def test_a_process_that_was_killed_is_started_again_and_no_file_is_refused_for_it(
    bounded: Callable[..., Examiner],
) -> None:
    examiner = bounded()
    before = process_of(examiner)
    os.kill(before, signal.SIGKILL)
    assert said(examiner.look_into, b"text") == said(look_into, b"text")
    assert process_of(examiner) != before


def test_who_finds_no_place_is_asked_to_come_back(bounded: Callable[..., Examiner]) -> None:
    examiner, reading, go_on = bounded(at_once=1), Event(), Event()
    slow = Acting(b"text", lambda: (reading.set(), go_on.wait(20)))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(said, examiner.look_into, slow)
        assert reading.wait(20)
        busy = said(examiner.look_into, b"text")
        go_on.set()
        assert first.result() == said(look_into, b"text")
    assert busy == (ApiError, "examiner_busy", {"retry_after": 5})


def test_a_fault_of_the_store_is_not_the_files(bounded: Callable[..., Examiner]) -> None:
    def fails() -> None:
        raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        bounded().look_into(Acting(b"text", fails), "")


CONFINED = """
import os, socket, sys
from api.apart.bounds import Bounds, confine
inherited = os.open("/dev/null", os.O_RDONLY)
confine(Bounds(), keep=2)
for attempt in (
    lambda: socket.socket(),
    lambda: open("/dev/null"),
    lambda: os.read(inherited, 1),
    lambda: os.pipe(),
):
    try:
        attempt()
    except OSError as refused:
        print(refused.errno)
"""


def test_an_examiner_has_no_file_and_no_network() -> None:
    command = [sys.executable, "-c", CONFINED]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["24", "24", "9", "24"]  # too many open files; a bad descriptor


@pytest.mark.parametrize(
    "refused",
    [
        Refused("internal_error", {}),
        Refused("annex_damaged", {}),
        Refused("annex_damaged", {"reason": "x" * 101}),
        Refused("foreign_acts", {"code": "x"}),
    ],
)
def test_an_examiner_that_was_taken_over_says_nothing_of_its_own(refused: Refused) -> None:
    told = refusal_of(refused)
    assert isinstance(told, ApiError)
    assert told.code == "annex_not_examined"
