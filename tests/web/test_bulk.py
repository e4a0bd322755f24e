"""A folder of papers verified at once, with scripts file by file and without in one go."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person
from web_window import TONGUES, Opens

from aggregates.vocabulary import Role


class Folder:
    """A signed letter, a copy of it in which a byte is another, and an official."""

    def __init__(self, fair: Fair, folder: Path) -> None:
        deal = Negotiation(fair).open().engage()
        self.official: Person = fair.person(Role.OFFICIAL)
        digest = deal.signing(deal.letter)["pdf_sha256"]
        content = deal.reads(deal.lin, f"/documents/{digest}").then().response.content
        self.files = [folder / "letter.pdf", folder / "=changed.pdf"]
        self.files[0].write_bytes(content)
        at = len(content) // 2
        self.files[1].write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])


@pytest.fixture(scope="module")
def folder(fair: Fair, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Give a folder of papers."""
    return Folder(fair, tmp_path_factory.mktemp("papers"))


@pytest.mark.parametrize("script", [True, False])
def test_each_file_of_a_folder_gets_its_own_verdict(
    window: Opens, folder: Folder, *, script: bool
) -> None:
    here = window(folder.official, script=script).goes("/desk/bulk")
    here.page.set_input_files("#papers", folder.files)
    here.presses("Judge every file")
    rows = here.page.locator("#verdict-rows tbody tr")
    rows.nth(1).locator(".chip").wait_for()
    told = [
        (row.locator("th").inner_text().split()[0], row.locator(".chip").inner_text())
        for row in rows.all()
    ]
    assert told == [("letter.pdf", "VALID"), ("=changed.pdf", "NOT VALID")]
    today = rows.first.locator("td").last.inner_text()
    assert today.removeprefix("Status today").strip().startswith("Status now: ")
    assert here.page.locator("[data-count=not_valid]").inner_text() == "NOT VALID 1"


def test_the_verdicts_are_a_table_that_no_spreadsheet_runs(window: Opens, folder: Folder) -> None:
    here = window(folder.official, script=False).goes("/desk/bulk")
    here.page.set_input_files("#papers", folder.files)
    with here.page.expect_download() as coming:
        here.page.get_by_role("button", name="As CSV", exact=True).click()
    text = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    assert [(line[0], line[2]) for line in lines[1:]] == [
        ("letter.pdf", "VALID"),
        ("'=changed.pdf", "NOT VALID"),
    ]


def test_no_file_at_all_is_told_on_the_same_page(window: Opens, folder: Folder) -> None:
    here = window(folder.official, script=False).goes("/desk/bulk")
    here.presses("Judge every file").reads("Choose between 1 and 60 files.")


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_page_is_accessible(window: Opens, folder: Folder, tongue: str) -> None:
    here = window(folder.official, tongue=tongue, width=360).goes("/desk/bulk")
    here.page.set_input_files("#papers", folder.files)
    here.page.locator("button.primary").click()
    here.page.locator("#verdict-rows tbody tr").nth(1).locator(".chip").wait_for()
    for look in here.looks((360,)):
        here.keeps(f"bulk-{tongue}-{look}")
        assert (look, here.overflows(), here.breaches()) == (look, False, [])
