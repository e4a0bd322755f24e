"""Whatever the bytes are: a deal, or the faults of a file."""

from __future__ import annotations

from dealfiles import SAMPLE, faults_of, given_sample
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.dealfile.document import DealFile
from api.dealfile.errors import FAULTS_SHOWN, DealFileError, Fault
from api.dealfile.load import parse_deal_file

LINES = SAMPLE.splitlines(keepends=True)
STRANGE = st.sampled_from(
    ["", "\t", "[", "{", "&a ", "*a", "!!x ", "? ", "- ", "''", '"\\ud800"', "\u202e", ": ", "~"]
)


def read_or_refused(data: bytes) -> None:
    """Read ``data``; nothing but `DealFileError` may come of it, and it must say something."""
    try:
        deal = parse_deal_file(data)
    except DealFileError as refusal:
        wrong = refusal
    else:
        assert isinstance(deal, DealFile)
        return
    assert wrong.faults
    assert wrong.facts == {"faults": len(wrong.faults)}
    assert str(wrong)


@given(st.binary(max_size=200))
@example(b'"\\U00110000"')
@example(b"%YAML 1." + b"9" * 5000 + b"\n---\n")
@example(b"!<%ff> a")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refused(data)


@settings(max_examples=60)
@given(
    line=st.integers(0, len(LINES) - 1),
    column=st.integers(0, 60),
    cut=st.integers(0, 12),
    strange=STRANGE,
)
def test_a_file_with_a_slip_in_it_is_read_or_refused(
    line: int, column: int, cut: int, strange: str
) -> None:
    slipped = LINES[line][:column] + strange + LINES[line][column + cut :]
    read_or_refused("".join([*LINES[:line], slipped, *LINES[line + 1 :]]).encode("utf-8"))


@settings(max_examples=40)
@given(first=st.integers(0, len(LINES)), length=st.integers(1, 120))
def test_a_file_with_lines_missing_is_read_or_refused(first: int, length: int) -> None:
    read_or_refused("".join(LINES[:first] + LINES[first + length :]).encode())


@settings(max_examples=30)
@given(at=st.integers(0, len(SAMPLE.encode()) - 1), byte=st.integers(0, 255))
def test_a_file_with_one_byte_changed_is_read_or_refused(at: int, byte: int) -> None:
    data = bytearray(SAMPLE.encode())
    data[at] = byte
    read_or_refused(bytes(data))


def test_the_same_bytes_give_the_same_deal() -> None:
    assert given_sample().then_read() == given_sample().then_read()


def test_a_message_lists_so_many_faults_and_counts_the_rest() -> None:
    faults = faults_of("\n".join(f"k{number}: 1" for number in range(90)))
    lines = str(DealFileError(faults)).splitlines()
    assert len(lines) == FAULTS_SHOWN + 1
    assert lines[-1] == f"and {len(faults) - FAULTS_SHOWN} more"


def test_faults_come_from_the_top_down() -> None:
    low = Fault(line=9, column=1, path="a", code="tag", message="x")
    high = Fault(line=2, column=5, path="b", code="tag", message="y")
    assert DealFileError((low, high)).faults == (high, low)
