"""Three organisations negotiate and sign in three windows while the wall moves, whole.

``make pictures`` keeps what it sees in ``docs/tutorials/pictures``, for the tutorial that tells it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from http_fair import Fair, Person
from waiting import until
from web_deal import CLAUSES, clause
from web_signing import Locked
from web_window import Opens, Window

from aggregates.vocabulary import Role


class Table(Locked):
    """The deal of `Locked`, with the text on the table and nothing accepted by the others yet."""

    def lay(self) -> Table:
        """Lay the whole text on the table."""
        self.open().engage()
        clauses = [
            clause(name, texts, "480000000" if name == "price" else "")
            for name, texts in CLAUSES.items()
        ]
        self.table(frame=self.frame(), clauses=clauses).then()
        return self

    @property
    def room(self) -> str:
        """Where the deal is."""
        return f"/deals/{self.deal}"


class Seen:
    """Pictures of a window as wide as its screen, numbered as the story goes."""

    def __init__(self) -> None:
        self.kept = 0

    def keeps(self, here: Window, name: str) -> Window:
        """Keep one."""
        self.kept += 1
        return here.shows(f"three-windows-{self.kept:02}-{name}")


@pytest.fixture
def table(fair: Fair) -> Table:
    """Give the deal, once the lists know it."""
    made = Table(fair).lay()
    until(lambda: made.lin.get(f"/deals?text={made.deal}").response.status_code == 200)
    return made


def accepts_everything(here: Window, table: Table) -> Window:
    """Accept what waits, all of it, from the room."""
    here.goes(table.room)
    here.page.get_by_role("link", name="Accept all 6").first.click()
    here.page.locator("#sheet[open]").wait_for()
    return here.presses("Accept all 6").reads("Accepted, and recorded at position")


def contracts(wall: Window) -> int:
    """Return how many contracts a wall counts."""
    return int(wall.page.locator(".tile.first dd strong").inner_text())


def verdict(here: Window, paper: Path) -> Window:
    """Hand a paper to the page for everybody."""
    here.goes("/verify").page.locator("input[type=file]").set_input_files(paper)
    here.page.get_by_role("button", name="Check every signature").click()
    here.page.locator(".answer").wait_for()
    return here


def sealed_paper(here: Window, folder: Path) -> Path:
    """Return the sealed file as the page gives it out."""
    with here.page.expect_download() as coming:
        here.page.get_by_role("link", name="Download the sealed agreement").click()
    paper = folder / "sealed.pdf"
    coming.value.save_as(paper)
    return paper


def opens_signing(here: Window, table: Table) -> None:
    """Open the signing as its page proposes it, with a notary and an official."""
    here.goes(table.page.replace("/sign", "/prepare"))
    here.page.locator("[name=notary]").select_option(table.notary.actor.organisation)
    here.page.locator("[name=official]").select_option(table.official.actor.organisation)
    here.presses("Open the signing").reads("Open to be signed")


def test_three_organisations_sign_while_the_wall_moves(
    table: Table, window: Opens, fair: Fair, tmp_path: Path
) -> None:
    seen = Seen()
    wall = window(fair.person(Role.OFFICIAL)).goes(f"/wall?edition={fair.edition}")
    wall.page.locator("#wall").wait_for()
    before = contracts(wall)
    negotiated(table, window, seen)
    paper = signed(table, window, seen, tmp_path)
    until(lambda: contracts(wall) == before + 1)
    seen.keeps(wall, "wall")
    assert verdict(window(), paper).heading() == "VALID"
    seen.keeps(verdict(window(width=360), paper), "valid")
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(paper.read_bytes().replace(b"480", b"580", 1) + b"%")
    assert seen.keeps(verdict(window(), changed), "not-valid").heading() == "NOT VALID"
    goes_back(table, window(auditor(fair)), seen)


def negotiated(table: Table, window: Opens, seen: Seen) -> None:
    """Both others accept, each in their window; the first sees it in hers and locks the terms."""
    lin = window(table.lin).goes(table.room)
    ana, ola = window(table.ana, tongue="en"), window(table.ola, width=360)
    seen.keeps(ana.goes(table.room), "room")
    accepts_everything(ana, table)
    seen.keeps(ola.goes(table.room), "phone")
    accepts_everything(ola, table)
    lock = lin.page.get_by_role("link", name="Lock the terms")
    lock.first.wait_for()  # her window has followed the others
    lock.first.click()
    lin.page.locator("#sheet[open]").wait_for()
    seen.keeps(lin, "lock")
    lin.presses("Lock the terms").reads("The terms are locked.")


def signed(table: Table, window: Opens, seen: Seen, folder: Path) -> Path:
    """Everybody signs in a window of their own, and the registry seals; return the sealed file."""
    lin = window(table.lin)
    until(lambda: len(signatories(table)) == 3)
    opens_signing(lin, table)
    seen.keeps(lin.goes(table.page), "signing")
    for who in (table.lin, table.ana, table.ola, table.notary, table.official):
        table.signs(window(who), who)
    registry = window(table.registry).goes(table.page)
    table.shows(registry, table.registry, "Seal").reads("The agreement is sealed.")
    return sealed_paper(seen.keeps(window(table.ola).goes(table.page), "sealed"), folder)


def signatories(table: Table) -> list[str]:
    """Return who could sign, as the read models know it by now."""
    path = f"/deals/{table.deal}/instruments/{table.leading}/signatories"
    sides = table.lin.get(path).then().body["sides"]
    return [one["person"] for side in sides for one in side["people"]]


def auditor(fair: Fair) -> Person:
    """Bring an auditor in."""
    return fair.person(Role.AUDITOR)


def goes_back(table: Table, here: Window, seen: Seen) -> None:
    """The auditor takes the slider back to before anybody had accepted, by the keyboard."""
    here.goes(f"/audit/deals/{table.deal}")
    assert here.page.locator(".audit-cells").first.get_by_text("Accepted").count() > 1
    slider = here.page.locator("#event")
    slider.focus()
    here.page.keyboard.press("Home")
    here.reads("You are looking at the past")
    assert here.page.locator(".audit-cells").get_by_text("Accepted").count() == 0
    seen.keeps(here, "audit")
