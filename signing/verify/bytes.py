"""1. One PDF from the first byte to the last, every revision a signature's.

Own scanner, on octets: no PDF library decides here what belongs to the file. It stops bytes before
and after, gaps between revisions, and byte ranges that leave out more than the contents
(signature wrapping, ISO 32000-2 clause 12.8.1).
"""

from __future__ import annotations

import re

from signing.errors import SignatureError
from signing.verify.case import Case

HEADER = b"%PDF-"
END = b"%%EOF"
RANGE = re.compile(rb"/ByteRange \[0 {1,10}(\d{1,10}) {1,10}(\d{1,10}) {1,10}(\d{1,10}) {0,30}\]")
CONTENTS = re.compile(rb"<[0-9a-f]+>")


def check_bytes(case: Case) -> None:
    """Promise that the file is a base and then nothing but signatures, each over all before it.

    Raises:
        SignatureError: ``not_one_pdf``, ``range_malformed``, ``range_wrong`` with the offset at
            which it stands, ``not_covered`` with the octets that no signature covers.
    """
    pdf = case.pdf
    if not pdf.startswith(HEADER) or pdf.count(HEADER) != 1:
        raise SignatureError("not_one_pdf", headers=pdf.count(HEADER))
    ranges = list(RANGE.finditer(pdf))
    if len(ranges) != pdf.count(b"/ByteRange"):
        raise SignatureError("range_malformed", ranges=pdf.count(b"/ByteRange"))
    end = len(case.base)
    for found in ranges:
        end = _end_of(pdf, found, end)
    if end != len(pdf):
        raise SignatureError("not_covered", octets=len(pdf) - end)
    if pdf.count(END) != len(ranges) + 1:
        raise SignatureError("not_one_pdf", headers=pdf.count(END))


def _end_of(pdf: bytes, found: re.Match[bytes], before: int) -> int:
    """Return where the revision ends; the one before ended at ``before``."""
    start, after, length = (int(number) for number in found.groups())
    end = after + length
    shown = (
        before <= found.start() < end  # it stands in its own revision,
        and before < start < after < end <= len(pdf)  # which it covers from the file's first byte
        and CONTENTS.fullmatch(pdf, start, after) is not None  # but for its contents,
        and pdf[:end].endswith(END + b"\n")  # to the end
        and pdf.count(END, before, end) == 1  # of this one revision
    )
    if not shown:
        raise SignatureError("range_wrong", at=found.start())
    return end
