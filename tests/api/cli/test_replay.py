"""``counterseal replay``: the deal as it was, told as the demonstration told it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commanding import Shell
from msgspec.structs import replace
from playing import Shown

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from api.exits import Exit
from api.installation import running
from api.papers_checked import papers_checked
from ledger.sources import One

EVENT = re.compile(r" *(\d+)  \d{4}-\d\d-\d\d \d\d:\d\dZ  ")
POSITIONS = (34, 45, 60, 150, 230, 290, 300)


def told_by_the_demo(shown: Shown, through: int) -> list[str]:
    """Return what the demonstration printed of the deal's own events, up to a position."""
    kinds = tuple(kind.__struct_config__.tag for kind in DEAL.events)
    events = [
        (record["position"], record["type"], line)
        for record, line in zip(shown.heard.records, shown.heard.sentences, strict=True)
        if "position" in record and record["log"] == "edition"
    ]
    return [line for at, kind, line in events if kind in kinds and at <= through]


@pytest.mark.parametrize("position", POSITIONS)
def test_at_a_position_it_says_what_the_demonstration_said_until_then(
    shown: Shown, shell: Shell, position: int
) -> None:
    ended = shell.at(shown.settings)("replay", shown.deal, "--at", position)
    ended.then(Exit.YES, f"as of position {position}")
    told = [line for line in ended.out.splitlines() if EVENT.match(line)]
    assert told == told_by_the_demo(shown, position)


def test_it_shows_how_the_deal_stood_by_then(shown: Shown, shell: Shell) -> None:
    with running(shown.settings) as installation:
        book = installation.book_of(shown.deal)
        for position in POSITIONS:
            stood: Deal = book.state(One(DEAL, shown.deal), position)
            ended = shell.at(shown.settings)("replay", shown.deal, "--at", position, "--json")
            assert ended.records[-1]["stage"] == stood.stage.value
            assert len(ended.records[-1]["instruments"]) == len(stood.instruments)


def test_at_the_head_it_is_what_the_demonstration_wrote_down(shown: Shown, shell: Shell) -> None:
    ended = shell.at(shown.settings)("replay", shown.deal)
    assert ended.out == (shown.out / "replay.txt").read_text(encoding="utf-8")


def test_a_table_that_is_still_open_says_who_has_to_accept_what(shown: Shown, shell: Shell) -> None:
    tabled = next(r for r in shown.heard.records if r.get("type") == "deal.offer_tabled.v1")
    ended = shell.at(shown.settings)("replay", shown.deal, "--at", tabled["position"])
    ended.then(Exit.YES, "Mawimbi Ports and Energy PLC has yet to accept 11: frame, information")


def test_the_registry_certifies_and_does_not_sign(shown: Shown, shell: Shell) -> None:
    ended = shell.at(shown.settings)("replay", shown.deal)
    ended.then(Exit.YES, "seat registry: certified by Registry of the Haixia Investment Fair")


def test_it_is_told_in_chinese(shown: Shown, shell: Shell) -> None:
    ended = shell.at(shown.settings).speaking("zh")("replay", shown.deal)
    ended.then(Exit.YES, "阶段：已生效", "闽海能源投资集团有限公司", "林嘉禾")


def test_each_paper_is_held_against_what_was_signed_by_then(shown: Shown, shell: Shell) -> None:
    records = shown.heard.records
    sealed = next(r for r in records if r.get("type") == "deal.agreement_sealed.v1")
    counts = []
    for position in (sealed["position"] - 1, sealed["position"]):
        ended = shell.at(shown.settings)("replay", shown.deal, "--at", position, "--json")
        papers = [one["integrity"] for one in ended.records[-1]["instruments"]]
        assert all(paper["intact"] for paper in papers if paper)
        counts.append(sum(paper["time_stamps"] for paper in papers if paper))
    assert counts[1] == counts[0] + 1


def test_a_paper_that_was_tampered_with_is_told(shown: Shown) -> None:
    with running(shown.settings) as installation:
        book = installation.book_of(shown.deal)
        deal: Deal = book.state(One(DEAL, shown.deal))
        (leading,) = (one for one in deal.instruments.values() if one.id == deal.leading)
        assert leading.signing is not None
        unsigned = replace(leading.signing, pdf_sha256=leading.signing.base_pdf_sha256)
        instruments = {**deal.instruments, deal.leading: replace(leading, signing=unsigned)}
        found = papers_checked(book, replace(deal, instruments=instruments))
        lost = replace(leading.signing, pdf_sha256="00" * 32)
        gone = {deal.leading: replace(leading, signing=lost)}
        nowhere = papers_checked(book, replace(deal, instruments=gone))
    assert found[unsigned.pdf_sha256].record == {"intact": False, "reason": "no_signature"}
    assert nowhere["00" * 32].record == {"intact": False, "reason": "blob_unknown"}


def test_what_is_no_deal_is_not_replayed(shown: Shown, shell: Shell) -> None:
    there = shell.at(shown.settings)
    there("replay", "the-deal").then(Exit.USAGE, "the-deal is not a deal's id")
    there("replay", shown.deal, "--at", -1).then(Exit.USAGE)
    there("replay", "01000000-0000-7000-8000-000000000000").then(Exit.NO, "deal_unknown")
    there("replay", shown.deal, "--at", 3).then(Exit.NO, "deal_unknown")
    there("replay", shown.deal, "--at", 999_999).then(Exit.CANNOT_TELL, "position_unknown")


def test_without_an_installation_nothing_is_made(shell: Shell, tmp_path: Path) -> None:
    shell("replay", "01000000-0000-7000-8000-000000000000").then(Exit.CANNOT_TELL, "not_installed")
    assert list(tmp_path.iterdir()) == []
