"""Pictures are taken from their first mark to their last, and nothing that only begins as one."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hostile import PNG, chunk, jpeg, packed, pdf, png, segment

from api.annexes.kinds import AnnexKind
from api.annexes.looking.look import look_into
from api.annexes.looking.pictures import JPEG_BYTES_MAX
from api.refusals import ApiError

HUGE = 0x7FFFFFFF
EMPTY_ARCHIVE = packed({"a": b"b"})


def code_of(content: bytes, name: str = "picture") -> str:
    """Return what a file is refused for, or what it is."""
    try:
        return look_into(BytesIO(content), name).value
    except ApiError as refused:
        return refused.code


@pytest.mark.parametrize(
    "content",
    [png(), png(1, 1, chunk(b"tEXt", b"Title\0Site")), png(40_000, 5_000), png(data=bytes(10**6))],
)
def test_a_whole_png_is_one_whatever_it_is_called(content: bytes) -> None:
    assert look_into(BytesIO(content), "run.exe") is AnnexKind.PNG


@pytest.mark.parametrize(
    "content",
    [jpeg(), jpeg(1, 1, segment(0xFE, b"a comment")), jpeg(scan=b"\xff\xff\xd3\x01"), jpeg(9, 9)],
)
def test_a_whole_jpeg_is_one_whatever_it_is_called(content: bytes) -> None:
    assert look_into(BytesIO(content), "run.exe") is AnnexKind.JPEG


@pytest.mark.parametrize("whole", [png(), jpeg()], ids=["png", "jpeg"])
def test_a_picture_that_ends_anywhere_before_its_end_is_refused(whole: bytes) -> None:
    cut = {code_of(whole[:length]) for length in range(8, len(whole))}
    assert cut == {"annex_damaged"}


def test_a_png_of_which_any_byte_has_changed_is_refused() -> None:
    whole = png()
    for at in range(len(PNG), len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert code_of(changed) in {"annex_damaged", "annex_bomb"}, at


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png(HUGE, HUGE), "annex_bomb"),
        (png(20_001, 10_000), "annex_bomb"),
        (png(0, 1), "annex_damaged"),
        (png(data=b""), "annex_damaged"),
        (png() + b"<script>", "annex_damaged"),
        (png() + EMPTY_ARCHIVE, "annex_damaged"),
        (png() + png(), "annex_damaged"),
        (PNG + chunk(b"IEND"), "annex_damaged"),
        (PNG + chunk(b"IDAT", b"x") + png()[8:], "annex_damaged"),
        (PNG[:8] + b"\xff" * 8, "annex_damaged"),
        (PNG, "annex_damaged"),
        (png(1, 1, *(chunk(b"tEXt"),) * 100_001), "annex_damaged"),
        (png(1, 1, chunk(b"tEXt", pdf())), "annex_two_kinds"),
    ],
)
def test_a_png_that_harms_or_is_none_is_refused(content: bytes, code: str) -> None:
    assert code_of(content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (jpeg(65_535, 65_535), "annex_bomb"),
        (jpeg(0, 7), "annex_damaged"),
        (jpeg(scan=b""), "annex_damaged"),
        (jpeg() + b"<script>", "annex_damaged"),
        (jpeg() + EMPTY_ARCHIVE, "annex_damaged"),
        (jpeg() + jpeg(), "annex_damaged"),
        (b"\xff\xd8\xff\xd9", "annex_damaged"),
        (b"\xff\xd8\xff\xe0\0\x01", "annex_damaged"),
        (b"\xff\xd8\xff\xe0\xff\xff", "annex_damaged"),
        (b"\xff\xd8\xff" + bytes(99), "annex_damaged"),
        (b"\xff\xd8\xff", "annex_damaged"),
        (jpeg(1, 1, segment(0xFE, pdf())), "annex_two_kinds"),
    ],
)
def test_a_jpeg_that_harms_or_is_none_is_refused(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_jpeg_that_is_no_scan_of_a_page_is_refused() -> None:
    assert code_of(jpeg() + bytes(JPEG_BYTES_MAX)) == "annex_bomb"


def test_an_archive_in_a_picture_that_reaches_to_its_end_is_found() -> None:
    rest = len(chunk(b"IEND")) + 4  # what follows the archive is said to be its comment
    archive = EMPTY_ARCHIVE[:-2] + rest.to_bytes(2, "little")
    assert code_of(png(1, 1, chunk(b"tEXt", archive))) == "annex_two_kinds"
    comment = EMPTY_ARCHIVE[:-2] + (len(jpeg()) - 20).to_bytes(2, "little")
    tail = jpeg(1, 1, segment(0xFE, comment))
    assert code_of(tail) == "annex_two_kinds"


@pytest.mark.parametrize("content", [b"GIF89a" + bytes(20), b"BM" + bytes(30), b"RIFF\0\0\0\0WEBP"])
def test_other_pictures_are_no_annexes(content: bytes) -> None:
    assert code_of(content, "picture.png") == "annex_kind_refused"


def test_pictures_are_told_apart_by_their_content() -> None:
    kinds = [code_of(content, "picture.jpeg") for content in (png(), jpeg(), pdf(), b"text")]
    assert kinds == ["png", "jpeg", "pdf", "text"]
    assert all(one != other for one, other in pairwise(kinds))
