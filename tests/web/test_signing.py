"""From locked terms to a sealed paper, wholly in the browser; and what the pages refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from http_fair import Fair
from waiting import until
from web_signing import Locked
from web_window import Opens, Window


@pytest.fixture
def locked(fair: Fair) -> Locked:
    return Locked(fair).lock()


@pytest.fixture
def prepared(fair: Fair) -> Locked:
    return Locked(fair).prepared()


def prepares(locked: Locked, here: Window) -> Window:
    """Open the signing as its page proposes it, with a notary and an official."""
    path = locked.page.replace("/sign", "/prepare")
    until(lambda: len(candidates(locked)) == 3)
    here.goes(path)
    here.page.locator("[name=notary]").select_option(label="Notary office of the Bay")
    here.page.locator("[name=official]").select_option(label="Commerce bureau of the Bay")
    return here.presses("Open the signing").reads("Open to be signed")


def candidates(locked: Locked) -> list[str]:
    """Return who could sign, as the read models know it by now."""
    path = f"/deals/{locked.deal}/instruments/{locked.leading}/signatories"
    sides = locked.lin.get(path).then().body["sides"]
    return [one["person"] for side in sides for one in side["people"]]


def test_three_sides_walk_from_locked_terms_to_a_sealed_paper(
    locked: Locked, window: Opens, tmp_path: Path
) -> None:
    lin, ana, ola = (window(who) for who in (locked.lin, locked.ana, locked.ola))
    prepares(locked, lin).keeps("signing-opened")
    for here, who in ((lin, locked.lin), (ana, locked.ana), (ola, locked.ola)):
        locked.signs(here, who)
    assert locked.progress() == "executed"
    attests(locked, window)
    registry = window(locked.registry).goes(locked.page)
    locked.shows(registry, locked.registry, "Seal").reads("The agreement is sealed.")
    registry.keeps("signing-sealed")
    paper = downloads(ola.goes(locked.page), tmp_path)
    assert verdict(window(), paper) == "VALID"
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(paper.read_bytes().replace(b"480", b"580", 1) + b"%")
    assert verdict(window(), changed) == "NOT VALID"


def attests(locked: Locked, window: Opens) -> None:
    """Let the notary and the official sign after the sides."""
    for who in (locked.notary, locked.official):
        locked.signs(window(who), who)


def downloads(here: Window, folder: Path) -> Path:
    """Return the sealed file as the page gives it out."""
    link = here.page.get_by_role("link", name="Download the sealed agreement")
    with here.page.expect_download() as coming:
        link.click()
    paper = folder / "sealed.pdf"
    coming.value.save_as(paper)
    return paper


def verdict(here: Window, paper: Path) -> str:
    """Return what the page for everybody says of a file."""
    here.goes("/verify").page.locator("input[type=file]").set_input_files(paper)
    here.page.get_by_role("button", name="Check every signature").click()
    here.page.locator(".answer").wait_for()
    return here.heading()
