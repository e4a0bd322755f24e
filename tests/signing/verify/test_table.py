"""The table of who accepts which forged paper is complete, and says what is so."""

from __future__ import annotations

from pathlib import Path

import pytest
from forgery.catalogue import ATTACKS
from forgery.table import OURS, honest, judged_on, kept, told
from tools import need

SAMPLE = ATTACKS[::45]


@pytest.fixture(autouse=True)
def outside() -> None:
    """The readers that are not ours."""
    for program in ("pdfsig", "certutil", "openssl", "mutool"):
        need(program)


def test_it_has_every_attack_and_we_accept_none() -> None:
    rows = kept()
    assert {one.about for one in ATTACKS} <= rows.keys()
    assert [about for about, accepted in rows.items() if accepted[OURS]] == [
        "*honest, signed by all*",
        "*archived*",
    ]


def test_every_reader_accepts_what_is_honest(tmp_path: Path) -> None:
    rows = list(honest(tmp_path / "honest"))
    assert [set(row.accepted.values()) for row in rows] == [{True}, {True}]


def test_a_sample_that_is_judged_anew_comes_to_the_same(tmp_path: Path) -> None:
    rows = kept()
    for row in judged_on(tmp_path / "sample", SAMPLE):
        assert rows[row.about] == row.accepted, row.about


def test_it_is_written_as_it_is_read(tmp_path: Path) -> None:
    written = told(list(honest(tmp_path / "honest")))
    assert "| *archived* | accepted | accepted |" in written
    assert written.endswith(
        "Of 0 forged papers are accepted: "
        + ", ".join(f"{name} 0" for name in kept()["*archived*"])
        + ".\n"
    )
