"""The figures of an edition on pages and in files: the same numbers, and the deals behind each."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person
from python_calamine import CalamineWorkbook
from waiting import until
from web_window import THEMES, TONGUES, Opens

from aggregates.vocabulary import Role
from api.web.figures.naming import FIGURES


class Counted:
    """A deal whose letter is executed, and an official who reads figures."""

    def __init__(self, fair: Fair) -> None:
        self.fair, self.deal = fair, Negotiation(fair).open().engage()
        self.official: Person = fair.person(Role.OFFICIAL)
        path = f"/editions/{fair.edition}/figures/F1"
        until(lambda: self.official.get(f"{path}?after_position={fair.book.head()}").body)

    def file(self, path: str) -> bytes:
        """Return a file that a page offers."""
        client, cookie = self.fair.client, {"cookie": f"__Host-session={self.official.token}"}
        answer = client.get(f"{path}?edition={self.fair.edition}", headers=cookie)
        assert answer.status_code == 200, answer.text
        return answer.content


@pytest.fixture(scope="module")
def counted(fair: Fair) -> Counted:
    """Give what figures count."""
    return Counted(fair)


def test_a_number_leads_to_the_deals_that_make_it(window: Opens, counted: Counted) -> None:
    here = window(counted.official).goes(f"/figures/F1?edition={counted.fair.edition}")
    here.page.locator("table.figures tbody td a").first.click()
    here.page.locator(f"a[href='/deals/{counted.deal.deal}']").first.wait_for()


def test_everything_on_the_page_goes_back(window: Opens, counted: Counted) -> None:
    here = window(counted.official).goes(f"/figures/F1?edition={counted.fair.edition}&at=1")
    here.reads("You look at the past")
    cells = here.page.locator(
        "table.figures tbody td.num:first-of-type, table.figures td[data-label=Executed]"
    )
    assert set(cells.all_inner_texts()) == {"0"}


def test_a_table_is_the_same_as_csv_and_in_a_workbook(counted: Counted) -> None:
    text = counted.file("/figures/F1/tables/tiers").decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    told = {line[0]: line[1] for line in lines if len(line) == 2}
    assert told["Definition"] == "F1 v2"
    at = lines.index([])
    plain = {line[1]: line[2:] for line in lines[at + 2 :]}
    book = CalamineWorkbook.from_filelike(BytesIO(counted.file("/figures/F1/tables.xlsx")))
    rows = book.get_sheet_by_name("Executed, by tier").to_python()
    numbers = {row[1]: row[2] for row in rows if row[1] in plain}
    assert numbers == {tier: float(values[0]) for tier, values in plain.items()}
    assert ["Definition", "F1 v2"] in [row[:2] for row in rows]


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_of_figures_are_accessible(window: Opens, counted: Counted, tongue: str) -> None:
    some = ["F4", "F8"]
    every = list(FIGURES) if tongue == "en" else some
    here = window(counted.official, tongue=tongue)
    for path in ("/figures", "/desk", *(f"/figures/{name}" for name in every)):
        here.goes(f"{path}?edition={counted.fair.edition}")
        for theme, names in zip(THEMES, (every, some), strict=True):
            for width in widths_of(path, names):
                here.shown(theme, width).keeps(
                    f"{path[1:].replace('/', '-')}-{tongue}-{theme}-{width}"
                )
                told = (path, theme, here.overflows(), here.breaches())
                assert told == (path, theme, False, [])


def widths_of(path: str, names: list[str]) -> tuple[int, ...]:
    """Return how wide a page is looked at: every figure that is named, and its first also wide."""
    figure = path.removeprefix("/figures/")
    if figure == path or figure == names[0]:
        return (360, 1440)
    return (360,) if figure in names else ()
