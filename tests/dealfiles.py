"""given / when / then for deal files: the sample of the reference page, with something changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.dealfile.document import DealFile
from api.dealfile.errors import DealFileError, Fault
from api.dealfile.load import parse_deal_file

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "reference" / "deal-file.md").read_text(encoding="utf-8")
SAMPLE = "".join(re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
"""The samples of the reference page, put together."""
NEXT = SAMPLE.count("  - do: ") + 1
"""The number of a move that is added to the sample."""
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def faults_of(text: str | bytes) -> tuple[Fault, ...]:
    """Return what is wrong with a file."""
    with pytest.raises(DealFileError) as wrong:
        parse_deal_file(text.encode() if isinstance(text, str) else text)
    return wrong.value.faults


class Written:
    """A deal file as somebody wrote it."""

    def __init__(self, text: str = SAMPLE) -> None:
        self.text = text

    def but(self, old: str, new: str) -> Written:
        """Write ``new`` where ``old`` stands for the first time."""
        assert old in self.text, old
        return Written(self.text.replace(old, new, 1))

    def ending_with(self, move: str) -> Written:
        """Add a move."""
        return Written(self.text + move)

    def then_read(self) -> DealFile:
        """It is read, without a fault."""
        return parse_deal_file(self.text.encode())

    def then_faults(self, *expected: tuple[str, str]) -> None:
        """These faults are told and no others: (path, code), from the top down."""
        assert tuple((fault.path, fault.code) for fault in faults_of(self.text)) == expected

    def then_told(self, sentence: str) -> None:
        """One of the faults is told so."""
        assert sentence in [fault.message for fault in faults_of(self.text)]


def given_sample() -> Written:
    """Return the sample of the reference page, which is right."""
    return Written()
