"""``counterseal copy``: the terms of an instrument, clean and as a redline, in a file."""

from __future__ import annotations

from pathlib import Path

from commanding import Shell
from paper.reading import Reading
from playing import Shown

from aggregates.deal import DEAL
from api.exits import Exit
from api.installation import running
from ledger.sources import One


def known(shown: Shown) -> tuple[int, str]:
    """Return the last position of the log, and the first principal of the deal shown."""
    with running(shown.settings) as installation:
        book = installation.book_of(shown.deal)
        return book.head(), min(book.state(One(DEAL, shown.deal)).parties.principals)


def heard(file: Path) -> str:
    reading = Reading(file.read_bytes())
    return reading.heard(reading.tree)


def test_a_clean_copy_is_written_for_its_owner_alone(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "terms.pdf"
    shell.at(shown.settings)("copy", file, "--deal", shown.deal).then(Exit.YES, "The copy is in")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "A clean copy of the terms" in heard(file)
    shell("copy", file, "--deal", shown.deal).then(Exit.CANNOT_TELL, "terms.pdf")


def test_a_redline_is_held_against_what_was_accepted_or_stood_at_a_position(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    head, principal = known(shown)
    for number, option in enumerate((("--accepted-by", principal), ("--since", head))):
        file = tmp_path / f"redline-{number}.pdf"
        shell.at(shown.settings)("copy", file, "--deal", shown.deal, *option).then(Exit.YES)
        assert "held against those of" in heard(file)


def test_two_earlier_versions_are_a_wrong_usage(shell: Shell, tmp_path: Path) -> None:
    options = ("--deal", "x", "--since", "3", "--accepted-by", "y")
    shell("copy", tmp_path / "x.pdf", *options).then(Exit.USAGE, "exclude each other")
