"""Every file that fuzzing the verifier has kept, judged again: always a verdict, never dear.

`python -m fuzzing` (in `tests/fuzzing`) adds to them. They are of every kind of damage that led to
code of the verifier that nothing before had reached.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzzing.entry import Edit, Entry, case_of, kept, read, seed, trust
from fuzzing.spending import CALLS, OCTETS, judged

from signing.verify.verdict import Level
from signing.verify.verifier import verify

TOGETHER = 16
"""So many files a test: a test is dearer to begin than a file to judge."""
SHARES = [kept()[at : at + TOGETHER] for at in range(0, len(kept()), TOGETHER)]


def test_the_paper_of_the_corpus_is_valid() -> None:
    assert verify(case_of(seed(), trust())).level is Level.VALID


@pytest.mark.parametrize("files", SHARES, ids=range(len(SHARES)))
def test_what_fuzzing_has_kept_is_refused_with_a_code_and_at_a_bounded_price(
    files: list[Path],
) -> None:
    paper, policy = seed(), trust()
    for file in files:
        spent = judged(read(file).applied(paper), policy)
        codes = [one.reason.code for one in spent.verdict.findings if one.reason is not None]
        assert spent.verdict.level is not Level.VALID, file.name
        assert codes, file.name
        assert "unforeseen" not in codes, file.name
        assert spent.calls < CALLS, (file.name, spent.calls)
        assert spent.octets < OCTETS, (file.name, spent.octets)


def test_the_counters_do_count() -> None:
    paper, policy = seed(), trust()
    whole = judged(paper, policy)
    assert whole.verdict.level is Level.VALID
    assert whole.calls > CALLS / 100
    cut = judged(Entry((Edit(0, len(paper), b"%PDF-1.7\n%%EOF\n"),)).applied(paper), policy)
    assert cut.calls < whole.calls / 4


def test_the_corpus_is_there() -> None:
    assert len(kept()) > 2 * TOGETHER
